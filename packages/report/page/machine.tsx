/**
 * Where the runs were made and how long they took: all of a page that is of one machine. It stands
 * in a section of its own, so that the rest of the page has the same bytes everywhere.
 */
import type { VNode } from "preact";
import { fillChecklist, type Findings, gatherEnvironments } from "@samebit/findings";
import { Section } from "@samebit/pages";
import { highest, lowest } from "@samebit/statistics";
import type { OfferedRun } from "../reruns.ts";
import { Checklist, FactList } from "./reproduce.tsx";

/** The section of one machine. */
export const MACHINE = "machine";

/** The last section of a page; it says so where nothing is known. */
export function Machine({ found, reruns, isAlone }: {
  readonly found: Findings;
  readonly reruns: readonly OfferedRun[];
  /** Whether the page is one file, with nothing beside it. */
  readonly isAlone: boolean;
}): VNode {
  const seconds = reruns.flatMap((run) => run.seconds ?? []);
  const facts = [
    ...gatherEnvironments(found.logs),
    ...(seconds.length > 0 ? [{ name: "Time of a run", values: [timeOf(seconds)] }] : []),
  ];
  return (
    <Section id={MACHINE} title="Where it was made">
      {facts.length === 0 ? <p>Not recorded.</p> : <FactList facts={facts} />}
      <Checklist items={fillChecklist(found).filter(({ ofMachine }) => ofMachine)} />
      <p class="aside">
        This section alone differs between machines. The rest of the page has the same bytes
        everywhere{!isAlone && (
          <>
            ; their SHA-256 is in <a href="report.json">report.json</a>
          </>
        )}.
      </p>
    </Section>
  );
}

/**
 * The text of a page without its section of one machine: what has the same bytes wherever it is made.
 * Charts are drawn from it in the reader's browser, which is outside of that promise.
 */
export function portablePart(html: string): string {
  const [beginning, end] = [`<section id="${MACHINE}"`, "</section>"];
  const start = html.indexOf(beginning);
  return start < 0
    ? html
    : html.slice(0, start) + html.slice(html.indexOf(end, start) + end.length);
}

function timeOf(seconds: readonly number[]): { readonly text: string; readonly runs: number } {
  const [least, most] = [lowest(seconds), highest(seconds)].map(showSeconds);
  return { text: least === most ? least! : `${least} to ${most}`, runs: 0 };
}

function showSeconds(seconds: number): string {
  if (seconds < 90) return `${Number(seconds.toPrecision(2))} s`;
  return `${Math.round(seconds / 60)} min`;
}
