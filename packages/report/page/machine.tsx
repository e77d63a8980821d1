/**
 * Where the runs were made, how long they took, and who has repeated them: the part of a page that
 * depends on more than the runs. It has its own section, so that the rest of the page has the same
 * bytes everywhere.
 */
import type { VNode } from "preact";
import { fillChecklist, type Findings, gatherEnvironments, type Variant } from "@samebit/findings";
import { Section, Table } from "@samebit/pages";
import { highest, lowest } from "@samebit/statistics";
import { describeConfirmed, type ShownConfirmation } from "../confirmed.ts";
import type { OfferedRun } from "../reruns.ts";
import { Clocks } from "./clocks.tsx";
import { Checklist, FactList } from "./reproduce.tsx";

/** The section of one machine. */
export const MACHINE = "machine";

/** The last section of a page; it says so if nothing is known. */
export function Machine({ found, drawn, reruns, confirmed, isAlone }: {
  readonly found: Findings;
  /** The variants that have lines. */
  readonly drawn: readonly Variant[];
  readonly reruns: readonly OfferedRun[];
  readonly confirmed: readonly ShownConfirmation[];
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
      {confirmed.length > 0 && <Confirmed confirmed={confirmed} of={found.logs.runs.length} />}
      <Clocks variants={drawn} />
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

/** Who has repeated the runs elsewhere and signed the result. */
function Confirmed({ confirmed, of }: {
  readonly confirmed: readonly ShownConfirmation[];
  /** How many runs the page has. */
  readonly of: number;
}): VNode {
  return (
    <>
      <h3>Repeated elsewhere</h3>
      <Table
        caption="Who has repeated the runs, and has signed the result"
        head={["Signed by", "On", "Machine", "Engine", "Repeated"]}
      >
        {confirmed.map((each) => (
          <tr key={`${each.by} ${each.when}`}>
            <th scope="row">{each.by}</th>
            <td>{each.when.slice(0, 10)}</td>
            <td>{each.machine}</td>
            <td>{each.engine}</td>
            <td>{describeConfirmed(each, of)}</td>
          </tr>
        ))}
      </Table>
      <p class="aside">
        As <code>deno task confirmations</code>{" "}
        found the signatures when this page was written. A run counts if its files are still those
        that were repeated.
      </p>
    </>
  );
}

/**
 * The text of a page without its section of one machine: the part that has the same bytes wherever
 * it is made. Charts are drawn from it in the reader's browser, which is not part of that promise.
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
