/**
 * From a declaration to plans: every combination of compared and tuned values, with every seed, in
 * the order of the declaration. What an axis gives replaces what stands at its place in `base`:
 * whole variants first, then fields, then fields of fields.
 *
 * @module
 */
import { identityOf, type Plan } from "@samebit/solver";
import type { PlannedRun } from "@samebit/runlog";
import type { Axes, Experiment, Settings } from "./experiment.ts";
import { folderLabel } from "./identifiers.ts";
import { resolve } from "./resolve.ts";

/** A run of an experiment before its data is known, and so before it has an identity. */
export interface ExpandedRun {
  /** The compared variant's label; `base` where nothing is compared. */
  readonly variant: string;
  /** Chosen label by compared axis. */
  readonly compared: Readonly<Record<string, string>>;
  /** Chosen label by tuned axis. */
  readonly tuned: Readonly<Record<string, string>>;
  /** The fully resolved plan; its seed is the run's. */
  readonly plan: Plan;
}

/** One value of one axis. */
export interface Choice {
  /** The place it goes to, or `variant`. */
  readonly axis: string;
  /** What it is called. */
  readonly label: string;
  /** What it is. */
  readonly value: unknown;
}

/** One combination of compared and tuned values. */
export interface Combination {
  /** The compared values. */
  readonly compared: readonly Choice[];
  /** The tuned values. */
  readonly tuned: readonly Choice[];
  /** What they make of the base. */
  readonly settings: Settings;
}

/** Every combination of compared and tuned values, in the order of the declaration. */
export function combine({ base, compare, tune }: Experiment): Combination[] {
  return combinations(compare).flatMap((compared) =>
    combinations(tune).map((tuned) => ({
      compared,
      tuned,
      settings: apply(base, [...compared, ...tuned]),
    }))
  );
}

/** The label of a variant: its compared values' labels, `base` where nothing is compared. */
export function variantOf({ compared }: Combination): string {
  return compared.map(({ label }) => label).join(", ") || "base";
}

/**
 * Every run of an experiment: compared × tuned × seeds.
 *
 * While something is tuned no run measures the test split, so that nothing can be chosen by it.
 *
 * @param experiment A checked experiment.
 *
 * @example
 * ```ts
 * import { type Experiment, expand } from "@samebit/experiment";
 * import { assertEquals } from "@std/assert";
 *
 * const experiment: Experiment = {
 *   title: "Batch sizes",
 *   question: "Does the batch size matter?",
 *   expectation: "No",
 *   base: {
 *     dataset: { kind: "digits" },
 *     model: { kind: "fully-connected", hidden: [10] },
 *     optimizer: { kind: "sgd", learningRate: 0.01 },
 *     epochs: 1,
 *   },
 *   compare: { batchSize: [50, 100] },
 *   seeds: [1, 2],
 * };
 * const runs = expand(experiment).map(({ variant, plan }) => `${variant}, seed ${plan.seed}`);
 * assertEquals(runs, ["50, seed 1", "50, seed 2", "100, seed 1", "100, seed 2"]);
 * ```
 */
export function expand(experiment: Experiment): ExpandedRun[] {
  const tuning = Object.keys(experiment.tune ?? {}).length > 0;
  return combine(experiment).flatMap((combination) => {
    const { compared, tuned, settings } = combination;
    const measured: Settings = tuning
      ? { ...settings, evaluation: { ...settings.evaluation, test: false } }
      : settings;
    return experiment.seeds.map((seed) => ({
      variant: variantOf(combination),
      compared: labels(compared),
      tuned: labels(tuned),
      plan: resolve(measured, seed),
    }));
  });
}

/**
 * The run as the page and the store know it.
 *
 * @param run The run.
 * @param dataHash The content hash of its data set.
 */
export function planRun(run: ExpandedRun, dataHash: string): PlannedRun {
  const identity = identityOf(run.plan, dataHash);
  const label = folderLabel([...Object.values(run.compared), ...Object.values(run.tuned)]);
  const { variant, compared, tuned, plan: { seed } } = run;
  const folder = `runs/${label}-seed${seed}-${identity.slice(0, 8)}`;
  return { variant, compared, tuned, seed, identity, folder };
}

function combinations(axes: Axes | undefined): Choice[][] {
  let rows: Choice[][] = [[]];
  for (const [axis, values] of Object.entries(axes ?? {})) {
    const choices = labelled(values).map(([label, value]) => ({ axis, label, value }));
    rows = rows.flatMap((row) => choices.map((choice) => [...row, choice]));
  }
  return rows;
}

/** The values of an axis with their labels; a plain list is labelled by its values. */
export function labelled(values: unknown): [label: string, value: unknown][] {
  return Array.isArray(values)
    ? values.map((value) => [String(value), value])
    : Object.entries(values as Record<string, unknown>);
}

function labels(choices: readonly Choice[]): Record<string, string> {
  return Object.fromEntries(choices.map(({ axis, label }) => [axis, label]));
}

function apply(base: Settings, choices: readonly Choice[]): Settings {
  const inOrder = choices.toSorted((a, b) => depthOf(a.axis) - depthOf(b.axis));
  return inOrder.reduce<Settings>((settings, { axis, value }) => {
    if (axis === "variant") return { ...settings, ...(value as Partial<Settings>) };
    const [field, key] = axis.split(".") as [keyof Settings, string | undefined];
    if (key === undefined) return { ...settings, [field]: value };
    const before = settings[field];
    const object = typeof before === "string" ? { kind: before } : before as object | undefined;
    return { ...settings, [field]: { ...object, [key]: value } };
  }, base);
}

/** What an axis replaces: everything (0), a field (1), or a field of a field (2). */
export function depthOf(axis: string): number {
  return axis === "variant" ? 0 : axis.includes(".") ? 2 : 1;
}
