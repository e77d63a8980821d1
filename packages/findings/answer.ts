/**
 * The answer to an experiment's question in a sentence or two, made from its numbers: which variant
 * has the best value of the metric that the claims are about, whether the seeds separate it from
 * the next, and which is last. If a claim or a text names a target, also which variant reaches it
 * first, and which do not. Nothing else that its author wrote is read.
 */
import { inSentence, isStepsTo, LAYER_METRICS, meritOf, type MetricName } from "@samebit/runlog";
import type { Findings } from "./findings.ts";
import { showCentre, showInterval, showMean } from "./format.ts";
import { describeOpen, describeWithin } from "./evidence.ts";
import { differencesOf, type MetricSummary } from "./measured.ts";
import { type Metric, metricNamed } from "./metrics.ts";
import { namedTargets } from "./named_targets.ts";
import {
  measuredBySeed,
  metricBySeed,
  recordsOfVariants,
  summarizeMetric,
  type Variant,
} from "./variants.ts";

interface Place {
  readonly variant: Variant;
  readonly summary: MetricSummary;
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
  return metricNamed(most ?? (tested ? testChoice : choosing));
}

/** Numbers of layers explain why something is so, seldom whether. */
function isDrawn(name: MetricName): boolean {
  return !LAYER_METRICS.some((each) => each === name);
}

/** The sentences of the answer; none as long as no two variants have finite numbers. */
export function answerOf(
  found: Pick<Findings, "claims" | "variants" | "references">,
): readonly string[] {
  const metric = answerMetric(found);
  const [target] = namedTargets(found);
  const reached = target === undefined ? [] : describeReached(found.variants, metricNamed(target));
  return isStepsTo(metric.name) ? reached : [...describeBest(found, metric), ...reached];
}

/** Which variant reaches a target first, and which do not. */
function describeReached(variants: readonly Variant[], metric: Metric): string[] {
  const places = variants
    .map((variant) => ({ variant, summary: summarizeMetric(variant.chosen, metric.name) }))
    .filter(({ summary: { mean } }) => Number.isFinite(mean));
  const [first, next, ...more] = places.filter(({ summary: { n, open = 0 } }) => open < n)
    .toSorted((a, b) => a.summary.mean - b.summary.mean);
  const figure = metric.title.replace(/^Steps to /, "");
  const never = places.filter(({ summary: { n, open } }) => open === n);
  const none = never.length === 0 ? "" : `; ${describeNever(never, metric)}`;
  if (first === undefined) return never.length === 0 ? [] : [`No variant reaches ${figure}.`];
  const begin =
    `${nameOf(first)} reaches ${figure} after ${showMean(first.summary, metric)} steps` +
    describeOpen(first.summary);
  if (next === undefined) return [`${begin}${none}.`];
  const last = more.at(-1);
  const end = last &&
    `Last is ${nameOf(last)}, after ${showMean(last.summary, metric)}${describeOpen(last.summary)}`;
  const follows = against(first, next, metric);
  return end === undefined
    ? [`${begin}${follows}${none}.`]
    : [`${begin}${follows}.`, `${end}${none}.`];
}

/** Which variants never reached a target: two by name, more by their number. */
function describeNever(never: readonly Place[], metric: Metric): string {
  const many = never.length > 2;
  const names = many ? `${never.length} variants` : never.map(nameOf).join(" and ");
  const longest = never.reduce((a, b) => b.summary.mean > a.summary.mean ? b : a);
  const steps = showCentre({ ...longest.summary, within: 0 }, metric);
  return `${names} ${never.length === 1 ? "does" : "do"} not in ${steps}`;
}

function describeBest(
  found: Pick<Findings, "claims" | "variants">,
  metric: Metric,
): readonly string[] {
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

/** How the best compares with the next. */
function against(best: Place, next: Place, metric: Metric): string {
  const difference = differencesOf(
    measuredBySeed(best.variant.chosen, metric.name),
    measuredBySeed(next.variant.chosen, metric.name),
  );
  const other = `${nameOf(next)} (${showMean(next.summary, metric)})`;
  const { interval, n } = difference;
  if (interval === undefined) return `; next is ${other}`;
  const [low, high] = interval;
  if (low <= 0 && high >= 0) return `; ${n} seeds do not tell ${other} from it`;
  const ahead = `${showCentre(difference, metric)} ${showInterval(difference, metric)}${
    describeWithin(difference)
  }`;
  return `; next is ${other}, a difference of ${ahead}`;
}

function without(count: number): string[] {
  if (count === 0) return [];
  return [`${count === 1 ? "One variant has" : `${count} variants have`} no finite number.`];
}

/** A label; in quotes if its comma could be taken for one of the sentence. */
function nameOf({ variant: { label } }: Place): string {
  return label.includes(",") ? `“${label}”` : label;
}
