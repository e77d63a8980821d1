/**
 * The button that repeats a recorded run in the reader's browser: which run, its progress, its
 * curve over the recorded one, and the verdict. `@samebit/browser` does the work.
 */
import type { VNode } from "preact";
import { rerunChart } from "@samebit/charts";
import { Chart } from "@samebit/figures";
import { showCount } from "@samebit/findings";
import { Section } from "@samebit/pages";
import type { OfferedRun } from "../reruns.ts";
import { NeedsScripts, Pace, RunBar } from "./training_parts.tsx";

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
      <NeedsScripts />
      <div class="again" hidden>
        <RunBar part="again" label="Run" start="Run it again here" reruns={reruns} withSteps />
        <Pace what="Steps done" />
        <Chart id="chart-again" spec={rerunChart(losses)} filledLater />
      </div>
    </Section>
  );
}

function offerOf(offered: number, whole: number): string {
  return `${offered} of ${showCount(whole, "run")} can be re-run: those with chosen values, ` +
    "and where there are many, the first seeds.";
}
