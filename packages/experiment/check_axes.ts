/**
 * Checks what is compared and tuned, before and after it is put into the base: that axes, labels and
 * values are what they should be, that nothing replaces anything else in silence, and that every
 * combination makes a run.
 *
 * @module
 */
import type { Axes, Experiment } from "./experiment.ts";
import { type Choice, type Combination, combine, depthOf, labelled } from "./expand.ts";
import { isLabel } from "./identifiers.ts";
import { type Fault, faultsOf, findTwice, isObject, meant, quote } from "./schema.ts";
import { AXES, SETTINGS, VARIED } from "./settings_schema.ts";

/** More runs than anybody wants, and few enough to be listed. */
const MOST_RUNS = 100_000;

/** What is wrong with `compare` or `tune`, each for itself. */
export function faultsOfAxes(axes: unknown): Fault[] {
  if (axes === undefined) return [];
  if (!isObject(axes)) {
    return [fault([], "wants an object of axes, such as { batchSize: [50, 100] }")];
  }
  return Object.entries(axes).flatMap(([axis, values]) =>
    axis !== "variant" && !AXES.includes(axis)
      ? [fault([axis], `unknown axis${meantAxis(axis)}`)]
      : typeof values !== "object" || values === null
      ? [fault([axis], "wants values by label, or a list of numbers, words or truth values")]
      : faultsOfValues(axis, values)
  );
}

/** What is wrong with `compare` and `tune` together, each being right for itself. */
export function faultsOfSweep({ compare = {}, tune = {}, seeds }: Experiment): Fault[] {
  const sizes = [...Object.values(compare), ...Object.values(tune)].map((axis) =>
    labelled(axis).length
  );
  const runs = sizes.reduce((product, size) => product * size, seeds.length);
  if (runs > MOST_RUNS) {
    const most = MOST_RUNS.toLocaleString("en");
    return [
      fault(["compare"], `comes to ${runs} runs with tune and seeds; wanted at most ${most}`),
    ];
  }
  return [
    ...Object.keys(tune).filter((axis) => Object.hasOwn(compare, axis)).map((axis) =>
      fault(["tune", axis], "is compared as well; an axis is either compared or tuned")
    ),
    ...faultsOfVariants("compare", compare, { ...compare, ...tune }),
    ...faultsOfVariants("tune", tune, { ...compare, ...tune }),
  ];
}

/** What is wrong with the settings of any combination, at the place where the value was written. */
export function faultsOfCombinations(experiment: Experiment): Fault[] {
  const faults = new Map<string, Fault>();
  for (const combination of combine(experiment)) {
    for (const { path, message } of faultsOf(SETTINGS, combination.settings)) {
      const found = fault(placeOf(combination, path), message);
      faults.set(JSON.stringify(found), found);
    }
  }
  return [...faults.values()];
}

/** Where the value at a path of a combination's settings was written. */
export function placeOf(
  { compared, tuned }: Combination,
  path: readonly string[],
): readonly string[] {
  const [field = "", key] = path;
  const wrote = ({ axis, value }: Choice) =>
    axis === "variant"
      ? Object.hasOwn(value as object, field)
      : axis === field || axis === `${field}.${key}` ||
        (key === undefined && axis.startsWith(`${field}.`));
  const sources = [
    ...compared.map((choice) => ({ from: "compare", choice })),
    ...tuned.map((choice) => ({ from: "tune", choice })),
  ].filter(({ choice }) => wrote(choice));
  const last = sources.toSorted((a, b) => depthOf(b.choice.axis) - depthOf(a.choice.axis))[0];
  if (last === undefined) return ["base", ...path];
  const { from, choice: { axis, label } } = last;
  return [from, axis, label, ...path.slice(depthOf(axis))];
}

function faultsOfValues(axis: string, values: object): Fault[] {
  const pairs = labelled(values);
  if (pairs.length === 0) return [fault([axis], "is empty; wanted at least one value")];
  const faults = pairs.flatMap(([label, value]) => {
    if (Array.isArray(values) && typeof value === "object") {
      return [fault([axis], "lists an object; give it a label: { label: value }")];
    }
    if (!isLabel(label)) {
      const wanted =
        "up to 60 letters, digits, blanks and . _ + -, beginning with a letter or digit";
      return [fault([axis, label], `is no label; wanted ${wanted}`)];
    }
    return axis === "variant" ? faultsOfVariant(label, value) : [];
  });
  const twice = findTwice(pairs.map(([label]) => label));
  return twice === undefined ? faults : [...faults, fault([axis], `names ${quote(twice)} twice`)];
}

function faultsOfVariant(label: string, value: unknown): Fault[] {
  if (!isObject(value)) {
    return [fault(["variant", label], "wants an object of settings, such as { batchSize: 50 }")];
  }
  return Object.keys(value).filter((field) => !VARIED.includes(field)).map((field) =>
    fault(
      ["variant", label, field],
      field === "evaluation"
        ? "cannot vary; it stands in base, the same for all runs"
        : `unknown field${meant(field, VARIED)}`,
    )
  );
}

/** A variant's field that an axis replaces would never be seen. */
function faultsOfVariants(from: string, axes: Axes, all: Axes): Fault[] {
  return Object.entries(axes.variant ?? {}).flatMap(([label, fields]) =>
    Object.keys(fields).filter((field) => Object.hasOwn(all, field)).map((field) =>
      fault(
        [from, "variant", label, field],
        `is replaced by the axis ${field}; vary it in one place`,
      )
    )
  );
}

function meantAxis(axis: string): string {
  const hint = meant(axis, ["variant", ...AXES]);
  return hint.startsWith(",")
    ? hint
    : '; wanted a field of base, such as "batchSize" or "optimizer.learningRate", or "variant"';
}

function fault(path: readonly string[], message: string): Fault {
  return { path, message };
}
