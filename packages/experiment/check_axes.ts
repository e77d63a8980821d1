/**
 * Checks what is compared and tuned, before and after it is put into the base: that axes, labels
 * and values are what they should be, that nothing silently replaces anything else, and that every
 * combination makes a run.
 *
 * @module
 */
import { AXES, VARIED } from "./axes.ts";
import type { Axes, DeclaredExperiment, Experiment } from "./experiment.ts";
import { isRange, labelled, type Range } from "@samebit/search";
import { type Combination, combine } from "./expand.ts";
import { isLabel } from "./identifiers.ts";
import { didYouMean, type Fault, faultsOf, findTwice, isObject, quote } from "@samebit/input";
import { isLayerName, namedLayers, parseLayerAxis } from "./layer_axes.ts";
import { placeOfSetting } from "./place_of_setting.ts";
import { RANGE } from "./search_schema.ts";
import { NO_OWN_KINDS } from "./own_kinds/own_kinds.ts";
import { settingsWith } from "./settings_schema.ts";

/** More runs than anybody needs, and few enough to be listed. */
const MOST_RUNS = 100_000;

/** What is wrong with `compare` or `tune`, each by itself; ranges are only for what is tuned. */
export function faultsOfAxes(
  axes: unknown,
  isTuned: boolean,
  known: readonly string[] = AXES,
): Fault[] {
  if (axes === undefined) return [];
  if (!isObject(axes)) {
    return [fault([], "needs an object of axes, such as { batchSize: [50, 100] }")];
  }
  return Object.entries(axes).flatMap(([axis, values]) =>
    axis !== "variant" && !known.includes(axis) && parseLayerAxis(axis) === undefined
      ? [fault([axis], `unknown axis${didYouMeanAxis(axis, known)}`)]
      : parseLayerAxis(axis)?.field === "name"
      ? [fault([axis], "cannot vary, since a name changes nothing; wanted another field")]
      : typeof values !== "object" || values === null
      ? [fault([axis], "needs values by label, or a list of numbers, words or booleans")]
      : isRange(values)
      ? faultsOfRange(axis, values, isTuned)
      : faultsOfValues(axis, values)
  );
}

/** What is wrong with `compare` and `tune` together, each being right by itself. */
export function faultsOfSweep(experiment: Experiment): Fault[] {
  const { compare = {}, tune = {} } = experiment;
  const runs = countRuns(experiment);
  if (runs > MOST_RUNS) {
    const most = MOST_RUNS.toLocaleString("en");
    return [
      fault(["compare"], `gives ${runs} runs with tune and seeds; wanted at most ${most}`),
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

/** How many runs there are, without the chosen ones of a search. */
function countRuns({ compare = {}, tune = {}, search, seeds }: Experiment): number {
  const product = (counts: number[]) => counts.reduce((product, count) => product * count, 1);
  const variants = product(Object.values(compare).map((axis) => labelled(axis).length));
  if (search !== undefined && search.kind !== "grid") {
    return variants * search.trials * (search.seeds ?? 1);
  }
  const combinations = product(
    Object.values(tune).map((axis) => isRange(axis) ? axis.points ?? 1 : labelled(axis).length),
  );
  return variants * combinations * (search?.seeds ?? seeds.length);
}

/** What is wrong with the settings of any combination, at the place where the value was written. */
export function faultsOfCombinations(experiment: DeclaredExperiment): Fault[] {
  const faults = new Map<string, Fault>();
  const schema = settingsWith(experiment.own ?? NO_OWN_KINDS);
  for (const combination of combine(experiment)) {
    for (const found of faultsOfLayerAxes(combination)) faults.set(JSON.stringify(found), found);
    for (const { path, message } of faultsOf(schema, combination.settings)) {
      const found = explained(combination, fault(placeOfSetting(combination, path), message));
      faults.set(JSON.stringify(found), found);
    }
  }
  return [...faults.values()];
}

/** Axes that name no layer of a combination, and so would do nothing. */
function faultsOfLayerAxes({ compared, tuned, settings }: Combination): Fault[] {
  const named = namedLayers(settings);
  const ofLayers = [
    ...compared.map(({ axis }) => ({ from: "compare", axis })),
    ...tuned.map(({ axis }) => ({ from: "tune", axis })),
  ].flatMap(({ from, axis }) => {
    const layer = parseLayerAxis(axis);
    return layer === undefined || named.has(layer.name) ? [] : [{ from, axis, layer }];
  });
  return ofLayers.map(({ from, axis, layer: { name } }) => {
    const names = [...named.keys()];
    const hint = names.length > 0
      ? didYouMean(name, names)
      : !isLayerName(name)
      ? "; layers are referred to by their given name, not by their position"
      : `; give a layer of base.model.layers the name, as in { kind: "affine", outputs: 100, name: ${
        quote(name)
      } }`;
    return fault([from, axis], `no layer is called ${quote(name)}${hint}`);
  });
}

/** A fault that appears only inside a range, with the value that showed it. */
function explained({ tuned }: Combination, { path, message }: Fault): Fault {
  const [from, axis, label] = path;
  const choice = tuned.find((each) => each.axis === axis && each.label === label);
  return from === "tune" && label === "range" && choice !== undefined
    ? fault(path, `draws values such as ${choice.value}: ${message}`)
    : { path, message };
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
        "up to 60 letters, digits, spaces and . _ + -, beginning with a letter or digit";
      return [fault([axis, label], `is not a label; wanted ${wanted}`)];
    }
    return axis === "variant" ? faultsOfVariant(label, value) : [];
  });
  const twice = findTwice(pairs.map(([label]) => label));
  return twice === undefined ? faults : [...faults, fault([axis], `names ${quote(twice)} twice`)];
}

function faultsOfRange(axis: string, given: Range, isTuned: boolean): Fault[] {
  if (!isTuned) {
    return [
      fault([axis], "cannot be a range, since all its values would be compared; wanted values"),
    ];
  }
  if (axis.startsWith("dataset.")) {
    return [
      fault([axis], "cannot be a range, since each value is another data set; wanted values"),
    ];
  }
  return faultsOf(RANGE, given).map(({ path, message }) => fault([axis, ...path], message));
}

function faultsOfVariant(label: string, value: unknown): Fault[] {
  if (!isObject(value)) {
    return [fault(["variant", label], "needs an object of settings, such as { batchSize: 50 }")];
  }
  return Object.keys(value).filter((field) => !VARIED.includes(field)).map((field) =>
    fault(
      ["variant", label, field],
      field === "evaluation"
        ? "cannot vary; set it in base, the same for all runs"
        : `unknown field${didYouMean(field, VARIED)}`,
    )
  );
}

/** A variant's field that an axis replaces would never be seen. */
function faultsOfVariants(
  from: string,
  axes: Pick<Axes, "variant">,
  all: Readonly<Record<string, unknown>>,
): Fault[] {
  return Object.entries(axes.variant ?? {}).flatMap(([label, fields]) =>
    Object.keys(fields).filter((field) => Object.hasOwn(all, field)).map((field) =>
      fault(
        [from, "variant", label, field],
        `is replaced by the axis ${field}; vary it in one place`,
      )
    )
  );
}

function didYouMeanAxis(axis: string, known: readonly string[]): string {
  const hint = didYouMean(axis, ["variant", ...known]);
  return hint.startsWith(",")
    ? hint
    : '; wanted a field of base, such as "batchSize" or "optimizer.learningRate", or "variant"';
}

function fault(path: readonly string[], message: string): Fault {
  return { path, message };
}
