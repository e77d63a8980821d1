/**
 * From a declaration to plans: every combination of compared and tuned values, with every seed, in
 * the order of the declaration. The value of an axis replaces what is at its place in `base`.
 *
 * @module
 */
import { identityOf, type Plan } from "@samebit/solver";
import { type PlannedRun, runPlace } from "@samebit/runlog";
import {
  type AxisValue,
  axisValuesOf,
  combineAxisValues,
  createStrategy,
  depthOf,
  gridPoints,
  labelsOf,
  type Space,
  spaceOf,
  valueAt,
} from "@samebit/search";
import type { DeclaredExperiment, Experiment, Settings } from "./experiment.ts";
import { folderLabel } from "./identifiers.ts";
import { parseLayerAxis, setLayerField } from "./layer_axes.ts";
import { hasFolds, resolve } from "./resolve.ts";
import { planSearch } from "./search_settings.ts";

/** A run of an experiment before its data is known, and so before it has an identity. */
export interface ExpandedRun {
  /** The compared variant's label; `base` if nothing is compared. */
  readonly variant: string;
  /** Chosen label by compared axis. */
  readonly compared: Readonly<Record<string, string>>;
  /** Chosen label by tuned axis. */
  readonly tuned: Readonly<Record<string, string>>;
  /** The fully resolved plan; its seed is the run's. */
  readonly plan: Plan;
}

/** One combination of compared and tuned values. */
export interface Combination {
  /** The compared values. */
  readonly compared: readonly AxisValue[];
  /** The tuned values. */
  readonly tuned: readonly AxisValue[];
  /** The base with these values. */
  readonly settings: Settings;
}

/** Every combination of compared values, in the order of the declaration. */
export function combineCompared({ compare }: Experiment): AxisValue[][] {
  return combineAxisValues(
    Object.entries(compare ?? {}).map(([axis, values]) => axisValuesOf(axis, values)),
  );
}

/**
 * Combinations of compared and tuned values, in the order of the declaration: all of them in a
 * grid; if values are searched for, enough of them to show whether they make a run: the ends and
 * the inside of each range, combined with one another if they are few.
 */
export function combine(experiment: Experiment): Combination[] {
  const { base, tune } = experiment;
  const space = spaceOf(tune ?? {});
  const inspected = planSearch(experiment).kind === "grid" ? gridPoints(space) : inspect(space);
  return combineCompared(experiment).flatMap((compared) =>
    inspected.map((tuned) => ({
      compared,
      tuned,
      settings: applyChoices(base, [...compared, ...tuned]),
    }))
  );
}

/** The label of a variant: its compared values' labels, `base` if nothing is compared. */
export function variantOf({ compared }: { readonly compared: readonly AxisValue[] }): string {
  return compared.map(({ label }) => label).join(", ") || "base";
}

/**
 * Every run of an experiment: compared × tuned × seeds; if values are searched for, the runs that
 * are known beforehand.
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
export function expand(experiment: DeclaredExperiment): ExpandedRun[] {
  const plan = planSearch(experiment);
  const first = createStrategy(spaceOf(experiment.tune ?? {}), plan).next().value ?? [];
  const seeds = experiment.seeds.slice(0, plan.seeds);
  return combineCompared(experiment).flatMap((compared) =>
    first.flatMap(({ trial: { choices } }) => {
      // One for all seeds, which share what does not depend on them: they may be thousands.
      const one = expandRun(experiment, compared, choices, seeds[0]!);
      return hasFolds(one.plan.dataset)
        ? seeds.map((seed) => expandRun(experiment, compared, choices, seed))
        : seeds.map((seed) => ({ ...one, plan: { ...one.plan, seed } }));
    })
  );
}

/**
 * One run of an experiment. While something is tuned no run measures the test split, so that nothing
 * can be chosen by it.
 *
 * @param experiment A checked experiment.
 * @param compared The compared values.
 * @param tuned The tuned values.
 * @param seed The root seed.
 */
export function expandRun(
  { base, own }: DeclaredExperiment,
  compared: readonly AxisValue[],
  tuned: readonly AxisValue[],
  seed: number,
): ExpandedRun {
  const settings = applyChoices(base, [...compared, ...tuned]);
  const measured: Settings = tuned.length > 0
    ? { ...settings, evaluation: { ...settings.evaluation, test: false } }
    : settings;
  return {
    variant: variantOf({ compared }),
    compared: labelsOf(compared),
    tuned: labelsOf(tuned),
    plan: resolve(measured, seed, own),
  };
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
  return { variant, compared, tuned, seed, identity, folder: runPlace(label, seed, identity) };
}

/** The settings with choices put in, each at its place: variants first, then fields, then theirs. */
function applyChoices(base: Settings, choices: readonly AxisValue[]): Settings {
  const inOrder = choices.toSorted((a, b) => depthOf(a.axis) - depthOf(b.axis));
  return inOrder.reduce<Settings>((settings, { axis, value }) => {
    if (axis === "variant") return { ...settings, ...(value as Partial<Settings>) };
    const ofLayer = parseLayerAxis(axis);
    if (ofLayer !== undefined) return setLayerField(settings, ofLayer, value);
    const [field, key] = axis.split(".") as [keyof Settings, string | undefined];
    if (key === undefined) return { ...settings, [field]: value };
    const before = settings[field];
    const object = typeof before === "string" ? { kind: before } : before as object | undefined;
    return { ...settings, [field]: { ...object, [key]: value } };
  }, base);
}

/** More combinations are not checked with one another. */
const MOST_INSPECTED = 1000;

function inspect(space: Space): AxisValue[][] {
  const axes = space.map((dimension): AxisValue[] => {
    const { axis } = dimension;
    if (dimension.kind === "choice") return [...dimension.values];
    const { from, to } = dimension.range;
    // Labelled by the field that is at fault if such a value makes no run.
    return [
      { axis, label: "from", value: from },
      { axis, label: "to", value: to },
      { axis, label: "range", value: valueAt(dimension.range, INSIDE) },
    ];
  });
  const count = axes.reduce((product, choices) => product * choices.length, 1);
  if (count <= MOST_INSPECTED) return combineAxisValues(axes);
  const firsts = axes.map((choices) => choices[0]!);
  return axes.flatMap((choices, i) => choices.map((choice) => firsts.with(i, choice)));
}

/**
 * A place inside a range that is not a round number, so that fields that need integers are noticed.
 */
const INSIDE = 0.381966;
