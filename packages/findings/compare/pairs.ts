/**
 * Two experiments side by side: which variants belong together, in which settings they differ and
 * how far their metrics lie apart. Nothing here reads files.
 */
import { METRIC_NAMES, type NamedMetric } from "@samebit/runlog";
import { wholePlan } from "@samebit/store";
import type { Findings } from "../findings.ts";
import type { RunLogs } from "../read_experiment.ts";
import { findSetup, flattenPlan } from "../setup.ts";
import {
  summarize,
  summarizeDifferences,
  summarizeIndependent,
  type Summary,
} from "@samebit/statistics";
import { metricBySeed, type Variant } from "../variants.ts";

/** One of the two sides. */
export interface Side {
  /** What the reader called it: a slug, or that of a folder. */
  readonly name: string;
  /** Its logs and variants. */
  readonly found: Pick<Findings, "logs" | "variants">;
}

/** Two variants that belong together. */
export interface VariantPair {
  /** The label, or both labels if they differ. */
  readonly label: string;
  /** The variant of the first side. */
  readonly a: Variant;
  /** The variant of the second side. */
  readonly b: Variant;
}

/** Variants by label; the only variants of both sides belong together whatever their labels. */
export function pairVariants(left: readonly Variant[], right: readonly Variant[]): {
  readonly pairs: readonly VariantPair[];
  /** Labels that only the first side has. */
  readonly onlyA: readonly string[];
  /** Labels that only the second side has. */
  readonly onlyB: readonly string[];
} {
  if (left.length === 1 && right.length === 1) {
    const labels = new Set([left[0]!.label, right[0]!.label]);
    return {
      pairs: [{ label: [...labels].join(" / "), a: left[0]!, b: right[0]! }],
      onlyA: [],
      onlyB: [],
    };
  }
  const pairs = left.flatMap((variant) => {
    const other = right.find(({ label }) => label === variant.label);
    return other ? [{ label: variant.label, a: variant, b: other }] : [];
  });
  const lacks = (labels: readonly Variant[]) => ({ label }: Variant) =>
    !labels.some((each) => each.label === label);
  return {
    pairs,
    onlyA: left.filter(lacks(right)).map(({ label }) => label),
    onlyB: right.filter(lacks(left)).map(({ label }) => label),
  };
}

/** A setting in which variants differ between the sides. */
export interface SettingDifference {
  /** The path in the plan. */
  readonly path: string;
  /** Its value on the first side; absent if the plan has none. */
  readonly a: string | undefined;
  /** Its value on the second side. */
  readonly b: string | undefined;
  /** The labels of the pairs that differ so. */
  readonly labels: readonly string[];
}

/** The settings of chosen candidates that differ between the sides, seeds aside. */
export function settingDifferences(pairs: readonly VariantPair[]): SettingDifference[] {
  const found = pairs.flatMap(({ label, a, b }) => {
    const [left, right] = [planOf(a), planOf(b)];
    if (left === undefined || right === undefined) return [];
    const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => path !== "seed");
    return paths.filter((path) => left.get(path) !== right.get(path))
      .map((path) => ({ label, path, a: left.get(path), b: right.get(path) }));
  });
  const groups = Map.groupBy(found, ({ path, a, b }) => JSON.stringify([path, a ?? 0, b ?? 0]));
  return [...groups.values()].map((same) => {
    const { path, a, b } = same[0]!;
    return { path, a, b, labels: same.map(({ label }) => label) };
  });
}

/** The settings that differ between the sides, whether each side has one value or varies it. */
export function fixedDifferences(
  a: readonly Variant[],
  b: readonly Variant[],
): SettingDifference[] {
  const [left, right] = [sharedSettings(a), sharedSettings(b)];
  if (left.size === 0 || right.size === 0) return [];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => ({ path, a: left.get(path), b: right.get(path), labels: [] }));
}

/** A metric on both sides. */
export interface MetricDifference {
  /** The metric. */
  readonly name: NamedMetric;
  /** The first side over its seeds. */
  readonly a: Summary;
  /** The second side over its seeds. */
  readonly b: Summary;
  /** b − a. */
  readonly difference: Summary;
  /** Whether `difference` is paired by seeds that both sides have. */
  readonly paired: boolean;
}

/**
 * The metrics that both variants of a pair have. The difference b − a is paired by seed if at least
 * two seeds coincide; otherwise it is that of two independent samples (Welch).
 */
export function metricDifferences({ a, b }: VariantPair): MetricDifference[] {
  return METRIC_NAMES.flatMap((name) => {
    const [left, right] = [metricBySeed(a.chosen, name), metricBySeed(b.chosen, name)];
    if (left.size === 0 || right.size === 0) return [];
    const common = [...left.keys()].filter((seed) => right.has(seed)).length;
    const paired = common > 1 || (common === 1 && left.size === 1 && right.size === 1);
    const [x, y] = [[...left.values()], [...right.values()]];
    return [{
      name,
      a: summarize(x),
      b: summarize(y),
      difference: paired ? summarizeDifferences(right, left) : summarizeIndependent(y, x),
      paired,
    }];
  });
}

/** Two runs that should be the same: same variant, same tuned values, same seed. */
export interface RunPair {
  /** The label of the pair. */
  readonly label: string;
  /** The seed. */
  readonly seed: number;
  /** The run of the first side. */
  readonly a: RunLogs;
  /** The run of the second side. */
  readonly b: RunLogs;
}

/** The runs of chosen candidates that have begun on both sides, by seed. */
export function pairRuns(pairs: readonly VariantPair[]): RunPair[] {
  return pairs.flatMap(({ label, a, b }) =>
    a.chosen.runs.flatMap((run) => {
      const { seed } = run.planned;
      const other = b.chosen.runs.find(({ planned }) => planned.seed === seed);
      if (other === undefined || run.state === "missing" || other.state === "missing") return [];
      return [{ label, seed, a: run, b: other }];
    })
  );
}

function sharedSettings(variants: readonly Variant[]): ReadonlyMap<string, string> {
  const { fixed, compared } = findSetup(variants);
  return new Map([...fixed, ...compared.map((path) => [path, "varied"] as const)]);
}

function planOf({ chosen }: Variant): ReadonlyMap<string, string> | undefined {
  const record = chosen.runs.find((run) => run.record)?.record;
  return record && flattenPlan(wholePlan(record));
}
