/**
 * A final metric by variant: every seed as a dot, the mean as a tick and the 95 % interval of the
 * mean as a bar. With few seeds the dots are the evidence and the bar is wide, as it should be.
 * Variants are in the order of the experiment; if there are too many for that, best first.
 */
import { type Metric, metricNamed, unitOf } from "@samebit/findings";
import {
  type ChartRun,
  type ChartSpec,
  type DotGroup,
  dotsAndIntervals,
  meanOf,
  MOST_GROUPS,
  type Palette,
  runsByVariant,
} from "@samebit/plotting";
import { meritOf, type MetricName } from "@samebit/runlog";

/** One metric at the end of every complete run. */
export function finalMetricChart(
  runs: readonly ChartRun[],
  palette: Palette,
  name: MetricName,
): ChartSpec {
  const known = metricNamed(name);
  const metric = { ...known, unit: unitOf(known.unit, runs.map(({ loss }) => loss)) };
  const groups = runsByVariant(runs, palette).map(([variant, own]) => {
    const values = own.flatMap(({ seed, metrics }) =>
      metrics[name] === undefined ? [] : [{ seed, value: metrics[name] }]
    );
    const dots = values.filter(({ value }) => Number.isFinite(value));
    return { label: variant, variant, dots, complete: dots.length === values.length };
  });
  const broken = groups.filter(({ complete }) => !complete).length;
  const many = groups.length > MOST_GROUPS;
  const open = runs.filter((run) => run.open?.includes(name)).length;
  const order = metric.better === "lower" ? "Lowest" : "Highest";
  return dotsAndIntervals(many ? rank(groups, metric) : groups, palette, metric, {
    title: `${metric.title} by variant`,
    note: (many ? `${order} first. ` : "") +
      "Dot: one seed. Tick: mean. Bar: 95 % interval of the mean (Student's t)." +
      (broken === 0 ? "" : ` No mean for ${broken} of ${groups.length} in which a run diverged.`) +
      describeStand(open, runs.length),
  });
}

/** The place of runs that did not reach a target. */
function describeStand(open: number, runs: number): string {
  if (open === 0) return "";
  return ` ${open} of ${runs} runs did not reach it and are shown at their last step.`;
}

/** By their means, variants without one last. */
function rank(groups: readonly DotGroup[], metric: Metric): DotGroup[] {
  const score = ({ complete, dots }: DotGroup) => {
    if (!complete || dots.length === 0) return -Infinity;
    return meritOf(metric, meanOf(dots.map(({ value }) => value)));
  };
  const scores = new Map(groups.map((group) => [group, score(group)]));
  return groups.toSorted((a, b) => compare(scores.get(b)!, scores.get(a)!));
}

/** Infinite scores are equal. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
