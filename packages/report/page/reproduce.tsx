/**
 * How to reproduce every number: one command, what it needs, and a checklist filled in from the
 * record.
 */
import type { VNode } from "preact";
import {
  type CheckItem,
  type EnvironmentFact,
  type ExperimentLogs,
  fillChecklist,
  type Findings,
  type LockState,
  shellWord,
  showCount,
} from "@samebit/findings";
import { Section, Words } from "@samebit/pages";

interface Props {
  readonly found: Findings;
  readonly lock?: LockState | undefined;
}

/** The section at the end of a page. */
export function Reproduce({ found, lock }: Props): VNode {
  const items = fillChecklist(found, lock).filter(({ ofMachine }) => !ofMachine);
  return (
    <Section id="reproduce" title="Reproduce">
      <Command found={found} lock={lock} />
      <Facts logs={found.logs} />
      {items.length > 0 && <h3>Checklist, filled in from the record</h3>}
      <Checklist items={items} />
      <p class="aside">
        Each run's identity is the SHA-256 of its plan, the data and the contract. The same identity
        gives the same bytes in <code>run.json</code>, every log but{" "}
        <code>timing.csv</code>, and the weights, on any machine.
      </p>
    </Section>
  );
}

function Command({ found: { logs: { record, runs } }, lock }: Props): VNode {
  const seeds = [...new Set(runs.map(({ planned }) => planned.seed))].join(",");
  const file = shellWord(record.file ?? `experiments/${record.slug}.ts`);
  // Locks are those of the files in experiments/.
  const isLocked = lock === "present" && record.file === undefined;
  const command = isLocked
    ? `deno task verify ${file}`
    : `deno task experiment ${file} --seeds ${seeds} --out again`;
  return (
    <>
      <p>
        {isLocked
          ? "One command re-runs everything and compares each byte with the committed hashes:"
          : "One command re-runs everything in another folder:"}
      </p>
      <div class="command">
        <pre tabIndex={0} id="command">{command}</pre>
        <button type="button" data-copy="command" hidden>Copy</button>
      </div>
    </>
  );
}

function Facts({ logs }: { readonly logs: ExperimentLogs }): VNode | null {
  const records = logs.runs.flatMap((run) => run.record ?? []);
  if (records.length === 0) return null;
  const contracts = [...new Set(records.map(({ contract }) => String(contract)))];
  const data = [...new Set(records.map(({ dataHash }) => dataHash))];
  const facts = [
    { name: "Bit contract", values: contracts.map((text) => ({ text, runs: 0 })) },
    { name: "SHA-256 of the data", values: data.map((text) => ({ text, runs: 0 })) },
  ];
  return <FactList facts={facts} />;
}

/** Facts about runs, with the number of runs for each value if there are several. */
export function FactList({ facts }: { readonly facts: readonly EnvironmentFact[] }): VNode {
  return (
    <dl class="facts">
      {facts.map(({ name, values }) => (
        <div key={name}>
          <dt>{name}</dt>
          {values.map(({ text, runs }) => (
            <dd key={text}>
              <code>
                <Words>{text}</Words>
              </code>
              {values.length > 1 && runs > 0 && (
                <span class="aside">
                  {` ${showCount(runs, "run")}`}
                </span>
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

/** What is asked, and what the record answers. */
export function Checklist({ items }: { readonly items: readonly CheckItem[] }): VNode {
  return (
    <ul class="checklist">
      {items.map(({ holds, asks, answer }) => (
        <li key={asks} class={holds === undefined ? "open" : holds ? "yes" : "no"}>
          <span class="sign">
            <span aria-hidden="true">{holds === undefined ? "–" : holds ? "✓" : "✗"}</span>
            <span class="unseen">{holds === undefined ? "open:" : holds ? "yes:" : "no:"}</span>
          </span>
          <span>
            {asks}: <span class="aside">{answer}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
