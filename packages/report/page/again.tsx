/**
 * The button that repeats a recorded run in the reader's browser: which run, its progress, its
 * curve over the recorded one, and the verdict. `@samebit/browser` does the work.
 */
import type { VNode } from "preact";
import { rerunChart } from "@samebit/charts";
import { Chart } from "@samebit/figures";
import { showCount } from "@samebit/findings";
import { optionText, Section } from "@samebit/pages";
import type { OfferedRun } from "../reruns.ts";

/** The section of runs that can be repeated here. */
export function Again(
  { reruns, whole, losses }: {
    readonly reruns: readonly OfferedRun[];
    /** How many runs of the experiment are complete. */
    readonly whole: number;
    /** The kinds of loss function of the runs. */
    readonly losses: readonly (string | undefined)[];
  },
): VNode | null {
  if (reruns.length === 0) return null;
  return (
    <Section id="again" title="Run it again here">
      <p>
        The folder of this page holds the data, the arithmetic and the training loop. A run that you
        choose is trained again in your browser from its seed, and every number is compared with the
        recorded one as it comes. Nothing is fetched, nothing leaves this machine.
        {reruns.length < whole && ` ${offerOf(reruns.length, whole)}`}
      </p>
      <noscript>
        <p>It needs scripts, which this browser does not run.</p>
      </noscript>
      <div class="again" hidden>
        <p class="again-bar">
          <label>
            Run{" "}
            <select>
              {reruns.map((run) => (
                <option key={run.name} value={run.name} data-script={run.script}>
                  {nameOf(run)}
                </option>
              ))}
            </select>
          </label>{" "}
          <button type="button" data-again="run">Run it again here</button>{" "}
          <button type="button" data-again="stop" disabled>Stop</button>
        </p>
        <p class="again-pace" hidden>
          <progress aria-label="Steps done" value="0" /> <span class="aside" />
        </p>
        <p class="again-verdict" role="status" />
        <Chart id="chart-again" spec={rerunChart(losses)} filledLater />
      </div>
    </Section>
  );
}

function offerOf(offered: number, whole: number): string {
  return `${offered} of ${showCount(whole, "run")} can be re-run: those with chosen values, ` +
    "and where there are many, the first seeds.";
}

function nameOf({ variant, seed, steps }: OfferedRun): string {
  return `${optionText(variant)}, seed ${seed}: ${showCount(steps, "step")}`;
}
