/**
 * The answer to an experiment's question in a sentence or two, made of its numbers: which variant comes
 * to the best value of what the claims are about, whether the seeds tell it from the next, and which is
 * last. Prose of the experiment is not read.
 */
import { inSentence, LAYER_METRICS, meritOf, type MetricName } from "@samebit/runlog";
import { summarizeDifferences, type Summary } from "@samebit/statistics";
import type { Findings } from "./findings.ts";
import { showCentre, showInterval, showMean } from "./format.ts";
import { type Metric, METRICS } from "./metrics.ts";
import { metricBySeed, recordsOfVariants, summarizeMetric, type Variant } from "./variants.ts";

interface Place {
  readonly variant: Variant;
  readonly summary: Summary;
}

/** The metric that the answer is about: the one that most claims compare; else what is chosen by. */
export function answerMetric({ claims, variants }: Pick<Findings, "claims" | "variants">): Metric {
  const { testChoice, choosing } = recordsOfVariants(variants);
  const asked = claims.map(({ claim }) => claim)
    .filter(({ near, metric }) => near === undefined && isDrawn(metric))
    .map(({ metric }) => metric);
  const counts = Map.groupBy(asked, (name) => name);
  const [most] = [...counts.keys()]
    .toSorted((a, b) => counts.get(b)!.length - counts.get(a)!.length);
  const tested = variants.some(({ chosen }) => metricBySeed(chosen, testChoice).size > 0);
  return METRICS[most ?? (tested ? testChoice : choosing)];
}

/** Numbers of layers tell why something is so, seldom whether. */
function isDrawn(name: MetricName): boolean {
  return !LAYER_METRICS.some((each) => each === name);
}

/** The sentences of the answer; none as long as no two variants have finite numbers. */
export function answerOf(found: Pick<Findings, "claims" | "variants">): readonly string[] {
  const metric = answerMetric(found);
  const places = found.variants
    .map((variant) => ({ variant, summary: summarizeMetric(variant.chosen, metric.name) }))
    .filter(({ summary: { mean } }) => Number.isFinite(mean))
    .toSorted((a, b) => meritOf(metric, b.summary.mean) - meritOf(metric, a.summary.mean));
  const [best, next] = places;
  if (best === undefined || next === undefined) return [];
  const last = places.at(-1)!;
  const way = metric.better === "lower" ? "lowest" : "highest";
  const first = `${nameOf(best)} comes to the ${way} ${inSentence(metric.title)}, ` +
    `${showMean(best.summary, metric)}`;
  return [
    `${first}${against(best, next, metric)}.`,
    ...(last === next ? [] : [`Last is ${nameOf(last)} with ${showMean(last.summary, metric)}.`]),
    ...without(found.variants.length - places.length),
  ];
}

/** How the best stands to the next. */
function against(best: Place, next: Place, metric: Metric): string {
  const difference = summarizeDifferences(
    metricBySeed(best.variant.chosen, metric.name),
    metricBySeed(next.variant.chosen, metric.name),
  );
  const other = `${nameOf(next)} (${showMean(next.summary, metric)})`;
  const { interval, n } = difference;
  if (interval === undefined) return `; next is ${other}`;
  const [low, high] = interval;
  if (low <= 0 && high >= 0) return `; ${n} seeds do not tell ${other} from it`;
  const ahead = `${showCentre(difference, metric)} ${showInterval(difference, metric)}`;
  return `; next is ${other}, a difference of ${ahead}`;
}

function without(count: number): string[] {
  if (count === 0) return [];
  return [`${count === 1 ? "One variant has" : `${count} variants have`} no finite number.`];
}

/** A label; in quotes where its comma could be taken for one of the sentence. */
function nameOf({ variant: { label } }: Place): string {
  return label.includes(",") ? `“${label}”` : label;
}
