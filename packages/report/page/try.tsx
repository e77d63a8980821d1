/**
 * The part in which a reader trains the experiment's runs with other settings: what it starts from,
 * room for the settings, the result, and two charts. `@samebit/browser` does the work.
 */
import type { VNode } from "preact";
import type { JsonObject, NamedMetric } from "@samebit/runlog";
import { triedChoiceChart, triedLossChart } from "@samebit/charts";
import { Chart, type PageFigure } from "@samebit/figures";
import { optionText, Section } from "@samebit/pages";
import type { Palette } from "@samebit/plotting";
import {
  METRICS,
  recordsOfVariants,
  scriptJson,
  showMean,
  summarizeMetric,
  taskOfVariants,
  type Variant,
} from "@samebit/findings";
import type { OfferedRun } from "../reruns.ts";
import { NeedsScripts, Pace } from "./training_parts.tsx";

/** The most variants to start from: the page holds a plan of each. */
const MOST_VARIANTS = 24;

/** The section; nothing if no run can be trained on the page. */
export function Try({ reruns, variants, palette, losses, figures }: {
  readonly reruns: readonly OfferedRun[];
  readonly variants: readonly Variant[];
  readonly palette: Palette;
  /** The kinds of loss function of the runs. */
  readonly losses: readonly (string | undefined)[];
  /** The charts of the page whose lines are drawn again beneath the tried run. */
  readonly figures: readonly PageFigure[];
}): VNode | null {
  const offered = new Set(reruns.map(({ variant }) => variant));
  const started = variants.filter(({ label }) => offered.has(label)).slice(0, MOST_VARIANTS);
  if (started.length === 0) return null;
  return (
    <Section id="try" title="Try it">
      <p>
        Change a setting, and the run is trained with it in your browser and drawn over the recorded
        ones. The address of this page then holds what is set, to come back to or to send. Nothing
        leaves this machine, and no number above changes.
      </p>
      <NeedsScripts />
      <div class="try" hidden>
        <p class="again-bar">
          <label>
            Start from{" "}
            <select data-try="variant">
              {started.map(({ label }) => <option key={label}>{optionText(label)}</option>)}
            </select>
          </label>
        </p>
        <div class="try-open try-settings" />
        <div class="try-folded" />
        <p class="again-bar">
          <button type="button" data-try="run">Train it here</button>{" "}
          <button type="button" data-try="stop" disabled>Stop</button>{" "}
          <button type="button" data-try="reset">As recorded</button>
        </p>
        <Pace what="Steps trained" />
        <div class="figures">
          <Chart id="chart-try-loss" spec={triedLossChart(palette, losses)} filledLater />
          <Chart
            id="chart-try-choice"
            spec={triedChoiceChart(palette, taskOfVariants(variants))}
            filledLater
          />
        </div>
        <script
          type="application/json"
          class="try-page"
          dangerouslySetInnerHTML={{ __html: scriptJson(pageOf(started, figures)) }}
        />
      </div>
    </Section>
  );
}

/** What the part's program reads: plans, recorded numbers, and where the recorded lines are. */
function pageOf(variants: readonly Variant[], figures: readonly PageFigure[]) {
  const { figure, choosing, testChoice } = recordsOfVariants(variants);
  const names: NamedMetric[] = [testChoice, choosing, "trainLoss"];
  return {
    variants: variants.map(({ label, chosen }) => {
      const run = chosen.runs.find(({ state }) => state === "whole");
      return {
        label,
        plan: run?.record?.plan as JsonObject,
        recorded: Object.fromEntries(
          names.map((name) => [name, summarizeMetric(chosen, name)] as const)
            .filter(([, { n }]) => n > 0)
            .map(([name, summary]) => [
              name,
              `${showMean(summary, METRICS[name])}, n = ${summary.n}`,
            ]),
        ),
      };
    }),
    metrics: names.map((name) => [name, METRICS[name].title]),
    sources: ["chart-train-loss", `chart-validation-${figure}`]
      .map((id) => figures.find((each) => each.id === id)?.id ?? ""),
  };
}
