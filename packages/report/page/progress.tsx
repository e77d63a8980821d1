/**
 * The progress of runs, on a page that is served while they are in progress. The server knows the
 * clocks and interprets them; this only shows the result.
 */
import type { VNode } from "preact";
import { showCount, showNumber, tunedText } from "@samebit/findings";
import { Section, Table, VariantName, Words } from "@samebit/pages";
import { colourOf, type Palette } from "@samebit/plotting";
import type { PlannedRun } from "@samebit/runlog";

/** A run that has begun or failed, and is not complete. */
export interface LiveRun {
  /** What was asked. */
  readonly planned: PlannedRun;
  /** Whether rows keep arriving; or that it failed and has not been retried since. */
  readonly state: "running" | "paused" | "failed";
  /** Updates made. */
  readonly step: number;
  /** The most updates that the plan asks for; absent if not known yet. */
  readonly totalSteps?: number;
  /** How long it will take, such as `about 3 min`; absent if unknown. */
  readonly left?: string;
}

/** The runs of an experiment that are not complete. */
export interface Live {
  /** Those that have begun or failed, in the order of the experiment. */
  readonly runs: readonly LiveRun[];
  /** How many have not begun. */
  readonly waiting: number;
  /** How long all of them will take together; absent if unknown. */
  readonly left?: string;
}

/** Whether there is nothing to report. */
export function isAllWhole({ runs, waiting }: Live): boolean {
  return runs.length === 0 && waiting === 0;
}

/** A bar for each run that has begun or failed; nothing if all are complete. */
export function Progress(
  { live: { runs, waiting, left }, palette }: { readonly live: Live; readonly palette: Palette },
): VNode | null {
  if (isAllWhole({ runs, waiting })) return null;
  const count = (state: LiveRun["state"]) => runs.filter((run) => run.state === state).length;
  const told = [
    [count("running"), "running"],
    [count("paused"), "paused"],
    [count("failed"), "failed"],
    [waiting, "not begun"],
  ] as const;
  const counts = told.filter(([number]) => number > 0)
    .map(([number, state]) => `${showCount(number, "run")} ${state}`).join(", ");
  return (
    <Section id="progress" title="Progress">
      <p>{counts}{left && `; ${left} to go`}</p>
      {count("paused") > 0 && (
        <p class="aside">
          A paused run was interrupted or killed; the same command resumes it.
        </p>
      )}
      {count("failed") > 0 && (
        <p class="aside">
          The reason for each failure is <a href="#runs">below</a>; the same command retries.
        </p>
      )}
      {runs.length > 0 && (
        <Table
          caption="Runs in progress or failed"
          head={["Run", { number: "Seed" }, "State", "Time left", "Done", { number: "Steps" }]}
        >
          {runs.map((run) => <Row key={run.planned.folder} run={run} palette={palette} />)}
        </Table>
      )}
    </Section>
  );
}

function Row(
  { run: { planned, state, step, totalSteps, left }, palette }: {
    readonly run: LiveRun;
    readonly palette: Palette;
  },
): VNode {
  const { variant, seed } = planned;
  const tuned = tunedText(planned.tuned);
  const share = totalSteps === undefined ? undefined : Math.min(1, step / totalSteps);
  return (
    <tr class={state}>
      <th scope="row">
        <VariantName
          label={variant}
          colour={colourOf(palette, variant)}
        />
        {tuned !== "" && (
          <span class="aside">
            <Words>{tuned}</Words>
          </span>
        )}
      </th>
      <td class="number">{seed}</td>
      <td>{state}</td>
      <td>{left ?? "—"}</td>
      <td class="done">
        {share !== undefined && (
          <progress value={share} aria-label={`Done of ${variant}, seed ${seed}`} />
        )} {showNumber(share, ".0%")}
      </td>
      <td class="number">
        {showNumber(step, ",d")}
        {totalSteps !== undefined && ` of ${showNumber(totalSteps, ",d")}`}
      </td>
    </tr>
  );
}
