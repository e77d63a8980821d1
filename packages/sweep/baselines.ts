/**
 * The baselines of an experiment's tables, each once: the mean over the folds of a split, and one
 * for all variants together if they agree.
 *
 * @module
 */
import type { Baseline, BaselineFigures } from "@samebit/baselines";
import type { BaselineRecord } from "@samebit/runlog";
import type { Plan } from "@samebit/solver";

/** The part of a run that its baselines depend on. */
export interface BaselineRun {
  /** The label of its variant. */
  readonly variant: string;
  /** Its plan. */
  readonly plan: Pick<Plan, "dataset" | "evaluation">;
  /** The baselines of its data. */
  readonly baselines: readonly Baseline[];
}

/** How far equal figures may differ because they were rounded differently. */
const SAME_DIGITS = 9;

/** The baselines of runs, in the order of the variants. */
export function recordBaselines(runs: readonly BaselineRun[]): BaselineRecord[] {
  const byVariant = Map.groupBy(runs, ({ variant }) => variant);
  const records = [...byVariant].flatMap(([variant, own]) => {
    const splits = new Map(own.map((run) => [JSON.stringify(run.plan.dataset), run]));
    const all = [...splits.values()];
    return joinNames(all).map((name): BaselineRecord => {
      const each = all.flatMap(({ baselines }) => baselines.find((one) => one.name === name) ?? []);
      const isTested = all.some(({ plan }) => plan.evaluation.test);
      return {
        name,
        variants: [variant],
        splits: each.length,
        validation: meanOf(each.map(({ validation }) => validation)),
        ...(isTested && { test: meanOf(each.map(({ test }) => test)) }),
      };
    });
  });
  const groups = [...Map.groupBy(records, keyOf).values()];
  return groups.map((group) => {
    const [{ variants: _, ...first }] = group as [BaselineRecord];
    const variants = group.flatMap((each) => each.variants!);
    const { name, ...others } = first;
    return { name, ...(variants.length < byVariant.size && { variants }), ...others };
  });
}

function joinNames(runs: readonly BaselineRun[]): string[] {
  return [...new Set(runs.flatMap(({ baselines }) => baselines.map(({ name }) => name)))];
}

function keyOf({ variants: _, ...record }: BaselineRecord): string {
  return JSON.stringify(
    record,
    (_, value) => typeof value === "number" ? value.toPrecision(SAME_DIGITS) : value,
  );
}

/** The mean of each figure; values that are not finite are left out. */
function meanOf(figures: readonly BaselineFigures[]): BaselineFigures {
  const names = Object.keys(figures[0]!) as (keyof BaselineFigures)[];
  const means = names.flatMap((name) => {
    const mean = figures.reduce((sum, each) => sum + each[name]!, 0) / figures.length;
    return Number.isFinite(mean) ? [[name, mean]] : [];
  });
  return Object.fromEntries(means);
}
