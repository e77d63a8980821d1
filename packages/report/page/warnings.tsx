/**
 * What a reader should know before believing numbers, at the top of the page: what data sets and
 * planning warned of, and what came of the runs.
 */
import { type Findings, notesOf } from "@samebit/findings";
import { Words } from "@samebit/pages";
import { describeWarning } from "@samebit/runlog";
import type { VNode } from "preact";

/** All warnings of an experiment; nothing where there are none. */
export function Warnings({ found }: { readonly found: Findings }): VNode | null {
  const { record: { warnings: planned = [] }, runs } = found.logs;
  // What planning said of data sets stands in the records of their runs as well.
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
