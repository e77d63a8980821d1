/**
 * What a reader should know before trusting numbers, at the top of the page: warnings of data sets
 * and planning, and how the runs ended.
 */
import { type Findings, notesOf } from "@samebit/findings";
import { Words } from "@samebit/pages";
import { describeWarning } from "@samebit/runlog";
import type { VNode } from "preact";

/** All warnings of an experiment; nothing where there are none. */
export function Warnings({ found }: { readonly found: Findings }): VNode | null {
  const { record: { warnings: planned = [] }, runs } = found.logs;
  // Warnings of data sets are in the records of their runs as well.
  const said = new Set(planned.map(({ what }) => what));
  const ofData = [...new Set(runs.flatMap(({ record }) => record?.warnings ?? []))]
    .filter((text) => !said.has(text));
  const warnings = [...ofData, ...planned.map(describeWarning), ...notesOf(found)];
  if (warnings.length === 0) return null;
  return (
    <aside class="warnings" aria-label="Warnings">
      <ul>
        {warnings.map((text) => (
          <li key={text}>
            <Words>{text}</Words>
          </li>
        ))}
      </ul>
    </aside>
  );
}
