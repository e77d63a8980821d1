/**
 * What fields hold, as data: the allowed values, and the words for them in errors, in the reference
 * and in the JSON schema.
 *
 * @module
 */

/** Keywords of JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A set of values, such as the numbers above 0. */
export interface Values<Type> {
  /** The words of an error and of the reference, such as `a number above 0`. */
  readonly wanted: string;
  /** For a few words: what such a word is called, and all of them. */
  readonly words?: {
    readonly what: string;
    readonly all: readonly string[];
    /** What is allowed besides them. */
    readonly more?: string;
  };
  /** Where they are lists: what an item may be. */
  readonly items?: Values<unknown>;
  /** Of lists, how many items there may be; any number if left out. */
  readonly most?: number;
  /** The same as a JSON schema, which may accept more if its keywords cannot express it. */
  readonly json: JsonSchema;
  /** Whether a value is one of them. */
  includes(value: unknown): value is Type;
}

/** Values for which `includes` is true; `json` says the same as a JSON schema. */
export function values<Type>(
  wanted: string,
  includes: (value: unknown) => boolean,
  json: JsonSchema,
): Values<Type> {
  return { wanted, includes: (value): value is Type => includes(value), json };
}

/** The ends of a stretch of numbers, by the keywords of JSON Schema. */
export interface Bounds {
  /** The least number. */
  readonly minimum?: number;
  /** What every number is above. */
  readonly exclusiveMinimum?: number;
  /** The greatest number. */
  readonly maximum?: number;
  /** What every number is below. */
  readonly exclusiveMaximum?: number;
}

/** Finite numbers between bounds. */
export function numbers(wanted: string, bounds: Bounds = {}): Values<number> {
  const includes = (value: unknown) => Number.isFinite(value) && isWithin(value as number, bounds);
  return values(wanted, includes, { type: "number", ...bounds });
}

/** Whole numbers from `least`, up to `most` if it is given. */
export function wholeNumbers(least: number, most?: number, more: string = ""): Values<number> {
  const bounds = { minimum: least, ...(most !== undefined && { maximum: most }) };
  const upTo = most === undefined ? "" : ` to ${most}`;
  return values(
    `a whole number from ${least}${upTo}${more}`,
    (value) => Number.isSafeInteger(value) && isWithin(value as number, bounds),
    { type: "integer", ...bounds },
  );
}

function isWithin(value: number, bounds: Bounds): boolean {
  const { minimum = -Infinity, exclusiveMinimum = -Infinity } = bounds;
  const { maximum = Infinity, exclusiveMaximum = Infinity } = bounds;
  return value >= minimum && value > exclusiveMinimum && value <= maximum &&
    value < exclusiveMaximum;
}

/** A few words; `what` names the family, as in "preprocessing". */
export function oneOf<Word extends string>(what: string, ...all: readonly Word[]): Values<Word> {
  const wanted = all.length === 1 ? `"${all[0]}"` : `one of ${all.join(", ")}`;
  return {
    ...values<Word>(wanted, (value) => (all as readonly unknown[]).includes(value), { enum: all }),
    words: { what, all },
  };
}

/** A few words, or else other values. */
export function wordsOr<Word, Other>(
  few: Values<Word>,
  others: Values<Other>,
): Values<Word | Other> {
  return {
    wanted: `${few.wanted}; or ${others.wanted}`,
    words: { ...few.words!, more: others.wanted },
    json: { anyOf: [few.json, others.json] },
    includes: (value): value is Word | Other => few.includes(value) || others.includes(value),
  };
}

/**
 * Lists of values, described with an example.
 *
 * @param most How many items there may be; any number if left out.
 */
export function listOf<Type>(
  items: Values<Type>,
  wanted: string,
  most?: number,
): Values<readonly Type[]> {
  const includes = (list: unknown) =>
    Array.isArray(list) && list.length <= (most ?? Infinity) &&
    list.every((item) => items.includes(item));
  const limit = most === undefined ? {} : { maxItems: most };
  const json = { type: "array", items: items.json, ...limit };
  return {
    ...values<readonly Type[]>(wanted, includes, json),
    items,
    ...(most !== undefined && { most }),
  };
}

/** Whether a value is a whole number from `least`, small enough to be exact. */
export function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

/** Numbers above 0. */
export const POSITIVE: Values<number> = numbers("a number above 0", { exclusiveMinimum: 0 });

/** Numbers from 0. */
export const NOT_NEGATIVE: Values<number> = numbers("a number from 0", { minimum: 0 });

/** Numbers from 0 to below 1. */
export const FRACTION: Values<number> = numbers(
  "a number from 0 to below 1",
  { minimum: 0, exclusiveMaximum: 1 },
);

/** Numbers above 0 up to 1. */
export const RATIO: Values<number> = numbers(
  "a number above 0 up to 1",
  { exclusiveMinimum: 0, maximum: 1 },
);

/** Numbers from 0 to 1. */
export const SHARE: Values<number> = numbers(
  "a number from 0 to 1",
  { minimum: 0, maximum: 1 },
);

/** Whole numbers from 0. */
export const FROM_0: Values<number> = wholeNumbers(0);

/** Whole numbers from 1. */
export const FROM_1: Values<number> = wholeNumbers(1);

/** True and false. */
export const TRUTH: Values<boolean> = values(
  "true or false",
  (value) => typeof value === "boolean",
  { type: "boolean" },
);

/** Texts that are not empty. */
export const TEXT: Values<string> = values(
  "some text",
  (value) => typeof value === "string" && value.trim() !== "",
  { type: "string", pattern: "\\S" },
);
