/**
 * The settings of a plan that a reader can change: the values of each, its place in the plan, and
 * its form in the address of the page. Independent of any page.
 */
import { ACTIVATION_FIELDS } from "@samebit/layers";
import { NORMALIZATION_FIELDS } from "@samebit/networks";
import { type Fields, fillDefaults } from "@samebit/input";
import type { Json, JsonObject } from "@samebit/runlog";
import { shortNumber } from "../numbers.ts";

/** A setting of a plan, with the values that it can be given, in their order. */
export interface Setting {
  /** Its name in an address, such as `optimizer.learningRate`. */
  readonly key: string;
  /** What it is called. */
  readonly title: string;
  /** A slider over numbers, or a list of words. */
  readonly kind: "slider" | "list";
  /** What it can be. */
  readonly values: readonly (number | string)[];
  /** The place in `values` of what the plan has. */
  readonly at: number;
}

/** The value of a setting in a plan. */
interface Place {
  readonly key: string;
  readonly title: string;
  readonly kind: "slider" | "list";
  /** Values it can be given besides the recorded ones. */
  readonly offers: readonly (number | string)[];
  /** What a plan has; nothing where it has no such setting. */
  read(plan: JsonObject): number | string | undefined;
  /** The plan with another value. */
  write(plan: JsonObject, value: number | string): JsonObject;
}

const RATES = between(1e-5, 10, [1, 1.5, 2, 3, 5, 7]);
const WIDTHS = [5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300];

/** All settings, those that most readers ask for first. */
const PLACES: readonly Place[] = [
  number("optimizer.learningRate", "Learning rate", RATES),
  {
    key: "model.width",
    title: "Units in each hidden layer",
    kind: "slider",
    offers: WIDTHS,
    read: (plan) => new Set(hiddenOf(plan)).size === 1 ? hiddenOf(plan)[0] : undefined,
    write: (plan, value) => withHidden(plan, hiddenOf(plan).map(() => Number(value))),
  },
  {
    key: "model.depth",
    title: "Hidden layers",
    kind: "slider",
    offers: [1, 2, 3, 4, 5, 6, 8],
    read: (plan) => new Set(hiddenOf(plan)).size === 1 ? hiddenOf(plan).length : undefined,
    write: (plan, value) => withHidden(plan, Array(Number(value)).fill(hiddenOf(plan)[0]!)),
  },
  number("model.keepRatio", "Share of units that dropout keeps", [
    ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  ]),
  kind("model.activation", "Activation", ACTIVATION_FIELDS, "relu"),
  number("seed", "Seed", Array.from({ length: 20 }, (_, at) => at + 1)),
  kind("model.normalization", "Normalization", NORMALIZATION_FIELDS),
  number("batchSize", "Examples in a minibatch", [10, 20, 50, 100, 200, 500]),
  number("epochs", "Epochs", [1, 2, 5, 10, 15, 20, 30, 50]),
  number("l2", "Strength of the L2 penalty", [0, ...between(1e-5, 1, [1, 3])]),
  number("model.initialization.weightScale", "Scale of the first weights", [
    ...between(1e-4, 1, [1, 2, 5]),
  ]),
];

/** Numbers from `low` to `high`: these digits at every power of ten. */
function between(low: number, high: number, digits: readonly number[]): number[] {
  const values: number[] = [];
  for (let power = -9; power < 9; power++) {
    for (const digit of digits) values.push(Number(`${digit}e${power}`));
  }
  return values.filter((value) => value >= low && value <= high);
}

function number(key: string, title: string, offers: readonly number[]): Place {
  const path = key.split(".");
  return {
    key,
    title,
    kind: "slider",
    offers,
    read(plan) {
      const value = valueAt(plan, path);
      return typeof value === "number" ? value : undefined;
    },
    write: (plan, value) => withValue(plan, path, value),
  };
}

/** A setting that comes in kinds; `otherwise` is the kind of a plan that omits it. */
function kind(
  key: string,
  title: string,
  fields: Readonly<Record<string, Fields>>,
  otherwise?: string,
): Place {
  const path = key.split(".");
  return {
    key,
    title,
    kind: "list",
    offers: Object.keys(fields),
    read(plan) {
      if (!isFullyConnected(plan)) return undefined;
      const value = valueAt(plan, [...path, "kind"]) ?? otherwise;
      return typeof value === "string" ? value : undefined;
    },
    write: (plan, value) =>
      withValue(plan, path, fillDefaults(String(value), fields[value]!, {}) as unknown as Json),
  };
}

function isFullyConnected(plan: JsonObject): boolean {
  return valueAt(plan, ["model", "kind"]) === "fully-connected";
}

function hiddenOf(plan: JsonObject): readonly number[] {
  return isFullyConnected(plan) ? valueAt(plan, ["model", "hidden"]) as readonly number[] : [];
}

function withHidden(plan: JsonObject, hidden: readonly number[]): JsonObject {
  return withValue(plan, ["model", "hidden"], hidden);
}

function valueAt(plan: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, name) => (Object(value) as JsonObject)[name],
    plan,
  );
}

function withValue(plan: JsonObject, [name, ...rest]: readonly string[], value: Json): JsonObject {
  const inner = rest.length === 0
    ? value
    : withValue(Object(plan[name!]) as JsonObject, rest, value);
  return { ...plan, [name!]: inner };
}

/** What a reader has changed: values by the keys of settings. */
export type Changes = ReadonlyMap<string, number | string>;

/**
 * The settings of a plan, starting with those in which the plans differ.
 *
 * @param plan What they begin with.
 * @param plans All recorded plans; their values can be chosen as well.
 * @param changes What has been changed.
 */
export function settingsOf(
  plan: JsonObject,
  plans: readonly JsonObject[],
  changes: Changes = new Map(),
): Setting[] {
  const varied = (place: Place) => new Set(plans.map((each) => place.read(each))).size > 1;
  const found = PLACES.flatMap((place): { setting: Setting; varied: boolean }[] => {
    const own = place.read(plan);
    if (own === undefined) return [];
    const recorded = plans.flatMap((each) => place.read(each) ?? []);
    const all = [...new Set([...place.offers, ...recorded])];
    const values = place.kind === "slider" ? all.toSorted((a, b) => Number(a) - Number(b)) : all;
    const { key, title, kind } = place;
    const at = Math.max(values.indexOf(changes.get(key) ?? own), 0);
    return [{ setting: { key, title, kind, values, at }, varied: varied(place) }];
  });
  return found.toSorted((a, b) => Number(b.varied) - Number(a.varied))
    .map(({ setting }) => setting);
}

/** The plan with changes applied; keys that it does not have are ignored. */
export function changePlan(plan: JsonObject, changes: Changes): JsonObject {
  return PLACES.reduce((changed, place) => {
    const value = changes.get(place.key);
    const has = value !== undefined && place.read(plan) !== undefined;
    return has ? place.write(changed, value) : changed;
  }, plan);
}

/** A value as a reader sees it. */
export function showValue(value: number | string): string {
  return typeof value === "number" ? shortNumber(value) : value;
}

/** The part of an address after `#` that holds a variant and changes. */
export function addressOf(variant: string, changes: Changes): string {
  const fields = [
    ["variant", variant],
    ...[...changes].map(([key, value]) => [key, String(value)]),
  ];
  return `try?${new URLSearchParams(fields)}`;
}

/**
 * Parses what follows `#` in an address; nothing if it is about something else. Only valid values
 * of settings are accepted, since an address may come from anywhere.
 */
export function readAddress(
  text: string,
  plans: ReadonlyMap<string, JsonObject>,
): { variant: string; changes: Changes } | undefined {
  if (!text.startsWith("try?")) return undefined;
  const fields = new URLSearchParams(text.slice("try?".length));
  const variant = fields.get("variant") ?? "";
  const plan = plans.get(variant);
  if (plan === undefined) return undefined;
  const changes = new Map<string, number | string>();
  for (const { key, values } of settingsOf(plan, [...plans.values()])) {
    const value = values.find((each) => String(each) === fields.get(key));
    if (value !== undefined) changes.set(key, value);
  }
  return { variant, changes };
}
