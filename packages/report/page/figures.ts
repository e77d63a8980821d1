/**
 * Which charts a page shows: the chosen candidate of every variant, drawn in the palette of the
 * experiment. Adding a chart is one line here and one file in `charts/`.
 */
import type { TopLevelSpec } from "vega-lite";
import type { Claim, MetricName } from "@samebit/runlog";
import { accuracyChart } from "../charts/accuracy.ts";
import type { ChartRun } from "../charts/chart.ts";
import { finalMetricChart } from "../charts/final_metric.ts";
import type { Palette } from "../charts/palette.ts";
import { trainLossChart } from "../charts/train_loss.ts";
import { METRICS } from "../metrics.ts";
import type { RunLogs } from "../read_experiment.ts";
import { metricOf, type Variant } from "../variants.ts";

/** A chart with its place on the page. */
export interface Figure {
  /** The element's name: `chart-train-loss`. */
  readonly id: string;
  /** Whether it wants the full width of a wide page. */
  readonly wide: boolean;
  /** What is drawn. */
  readonly spec: TopLevelSpec;
}

/** The charts of an experiment; none as long as nothing is logged. */
export function drawFigures(
  variants: readonly Variant[],
  palette: Palette,
  claims: readonly Claim[],
): readonly Figure[] {
  const runs = variants.flatMap(({ label, chosen }) =>
    chosen.runs.flatMap((run) => toChartRun(label, run))
  );
  if (runs.length === 0) return [];
  const finals = finalMetrics(runs, claims).map((name) => ({
    id: `chart-final-${name}`,
    wide: false,
    spec: finalMetricChart(runs, palette, name),
  }));
  return [
    { id: "chart-train-loss", wide: true, spec: trainLossChart(runs, palette) },
    {
      id: "chart-train-accuracy",
      wide: false,
      spec: accuracyChart(runs, palette, "trainAccuracy"),
    },
    {
      id: "chart-validation-accuracy",
      wide: false,
      spec: accuracyChart(runs, palette, "validationAccuracy"),
    },
    ...finals,
  ];
}

/** The metric that answers first, then what claims are about; only where there are numbers. */
function finalMetrics(runs: readonly ChartRun[], claims: readonly Claim[]): MetricName[] {
  const has = (name: MetricName) => runs.some((run) => Number.isFinite(run.metrics[name]));
  const first: MetricName = has("testAccuracy") ? "testAccuracy" : "bestValidationAccuracy";
  return [...new Set([first, ...claims.map(({ metric }) => metric)])].filter(has);
}

function toChartRun(variant: string, run: RunLogs): ChartRun[] {
  const { planned, steps, epochs } = run;
  if (steps === undefined || epochs === undefined) return [];
  const metrics: Partial<Record<MetricName, number>> = {};
  for (const { name } of Object.values(METRICS)) {
    const value = metricOf(run, name);
    if (value !== undefined) metrics[name] = value;
  }
  return [{ variant, seed: planned.seed, steps, epochs, metrics }];
}
