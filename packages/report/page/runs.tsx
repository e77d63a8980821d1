/**
 * Every run with its identity, its state and the way to its files.
 */
import { hasImportance, hasPredictions } from "@samebit/diagnostics";
import {
  type ExperimentLogs,
  keepBest,
  type Metric,
  metricOf,
  METRICS,
  MOST_ROWS,
  type RunLogs,
  showCount,
  showNumber,
  tunedText,
} from "@samebit/findings";
import { LeftOut, Section, Table, VariantName, Words } from "@samebit/pages";
import { colourOf, type Palette } from "@samebit/plotting";
import {
  EXPERIMENT_FILES,
  meritOf,
  recordsOf,
  RUN_FILES,
  taskOfDeclaration,
} from "@samebit/runlog";
import type { VNode } from "preact";

/** The files that every run has, and those that it has if its plan asks for them. */
function filesOf({ state, record, layers }: RunLogs): string[] {
  const [predicts, permutes] = [hasPredictions, hasImportance].map((has) =>
    state === "whole" && has(record!)
  );
  return [
    RUN_FILES.record,
    RUN_FILES.steps,
    RUN_FILES.epochs,
    ...(layers ? [RUN_FILES.layers] : []),
    ...(predicts ? [RUN_FILES.predictions] : []),
    ...(permutes ? [RUN_FILES.importance] : []),
  ];
}

/** Every planned run, and the folders that no plan names. */
export function Runs(
  { logs, palette, isAlone }: {
    readonly logs: ExperimentLogs;
    readonly palette: Palette;
    /** Whether the runs are not beside the page. */
    readonly isAlone: boolean;
  },
): VNode {
  const { choosing, choiceInWords, testChoice } = recordsOf(
    taskOfDeclaration(logs.record.declaration),
  );
  const [chosenBy, test] = [METRICS[choosing], METRICS[testChoice]];
  const shown = keepBest(logs.runs, (run) => rankOf(run, chosenBy));
  const stale = logs.stale.slice(0, MOST_ROWS);
  return (
    <Section id="runs" title="Runs">
      <details open={logs.runs.length <= 15}>
        <summary>
          {showCount(logs.runs.length, "planned run")}
          {!isAlone && " with their files"}
        </summary>
        <Table
          caption="Every planned run"
          sorts
          head={[
            "Run",
            { number: "Seed" },
            "State",
            { number: "Steps" },
            { number: chosenBy.title },
            { number: test.title },
            "Identity",
            ...(isAlone ? [] : [{ links: "Files" }]),
          ]}
        >
          {shown.map((run) => {
            const result = run.state === "stopped" ? undefined : run.record?.result;
            return (
              <tr key={run.planned.folder}>
                <th scope="row">
                  <VariantName
                    label={run.planned.variant}
                    colour={colourOf(palette, run.planned.variant)}
                  />
                  <Tuned tuned={run.planned.tuned} />
                </th>
                <td class="number">{run.planned.seed}</td>
                <td>
                  <Words>{describeState(run)}</Words>
                </td>
                <td class="number">{result?.steps ?? run.steps?.rows ?? "—"}</td>
                <td class="number">
                  {showNumber(result && chosenBy.of(result, {}), chosenBy.format)}
                </td>
                <td class="number">{showNumber(result && test.of(result, {}), test.format)}</td>
                <td>
                  <code title={run.planned.identity}>{run.planned.identity.slice(0, 8)}</code>
                </td>
                {!isAlone && (
                  <td class="files">{run.state !== "missing" && <Files run={run} />}</td>
                )}
              </tr>
            );
          })}
        </Table>
        <LeftOut
          shown={shown.length}
          of={logs.runs.length}
          what="planned run"
          kept={`those that failed, diverged or are unfinished, and the best by ${choiceInWords}`}
        />
        {shown.length < logs.runs.length && (
          <p class="aside">
            All of them are named in {isAlone
              ? <code>{EXPERIMENT_FILES.record}</code>
              : <a href={EXPERIMENT_FILES.record}>{EXPERIMENT_FILES.record}</a>}.
          </p>
        )}
      </details>
      {logs.stale.length > 0 && (
        <>
          <h3>Stale runs</h3>
          <p>
            Recorded by an earlier version of the experiment; not in any chart or table on this
            page.
            {stale.length < logs.stale.length &&
              ` The first ${stale.length} of ${logs.stale.length}:`}
          </p>
          <ul class="plain">
            {stale.map((folder) => (
              <li key={folder}>
                <Words>{folder}</Words>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** Runs that need attention come first, then the best ones. */
function rankOf(run: RunLogs, chosenBy: Metric): number {
  const wantsLook = run.failure !== undefined || run.state === "running" ||
    run.record?.ended === "diverged";
  return wantsLook ? Infinity : meritOf(chosenBy, metricOf(run, chosenBy.name) ?? NaN);
}

function Tuned({ tuned }: { readonly tuned: Readonly<Record<string, string>> }): VNode | null {
  const text = tunedText(tuned);
  return text === "" ? null : (
    <span class="aside">
      <Words>{text}</Words>
    </span>
  );
}

function Files({ run }: { readonly run: RunLogs }): VNode {
  const { planned } = run;
  return (
    <>
      {filesOf(run).map((name) => (
        <a
          key={name}
          href={`${planned.folder}/${name}`}
          aria-label={`${name} of ${planned.variant} seed ${planned.seed}`}
        >
          {name.slice(0, name.lastIndexOf("."))}
        </a>
      ))}
    </>
  );
}

function describeState({ planned, state, record, failure }: RunLogs): string {
  if (failure !== undefined) return `failed: ${failure}`;
  if (state === "stopped") return `stopped by the search after epoch ${planned.untilEpoch}`;
  const diverged = record?.result?.divergedAt;
  if (diverged) return `diverged at step ${diverged.step}, ${diverged.place}`;
  return record?.ended ?? (state === "running" ? "unfinished" : "missing");
}
