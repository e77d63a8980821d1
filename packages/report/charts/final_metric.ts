/**
 * A final metric by variant: every seed as a dot, the mean as a tick and the 95 % interval of the
 * mean as a bar. With few seeds the dots are the evidence and the bar is wide, as it should be.
 */
import type { TopLevelSpec } from "vega-lite";
import type { MetricName } from "@samebit/runlog";
import { METRICS } from "../metrics.ts";
import { type ChartRun, runsByVariant } from "./chart.ts";
import { dotsAndIntervals } from "./dots.ts";
import type { Palette } from "./palette.ts";

/** One metric at the end of every whole run. */
export function finalMetricChart(
  runs: readonly ChartRun[],
  palette: Palette,
  name: MetricName,
): TopLevelSpec {
  const metric = METRICS[name];
  const groups = runsByVariant(runs, palette).map(([variant, own]) => {
    const values = own.flatMap(({ seed, metrics }) =>
      metrics[name] === undefined ? [] : [{ seed, value: metrics[name] }]
    );
    const dots = values.filter(({ value }) => Number.isFinite(value));
    return { label: variant, variant, dots, complete: dots.length === values.length };
  });
  const broken = groups.filter(({ complete }) => !complete).length;
  return dotsAndIntervals(groups, palette, metric, {
    title: `${metric.title} by variant`,
    note: "Dot: one seed. Tick: mean. Bar: 95 % interval of the mean (Student's t)." +
      (broken === 0 ? "" : ` No mean for ${broken} of ${groups.length} in which a run diverged.`),
    labelLimit: 110,
  });
}
