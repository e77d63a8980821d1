/**
 * What fields hold, as data: which values there are, and the words for them in errors and in the
 * reference.
 *
 * @module
 */

/** A set of values, such as the numbers above 0. */
export interface Values<Type> {
  /** The words of an error and of the reference, such as `a number above 0`. */
  readonly wanted: string;
  /** Where they are a few words: what such a word is called, and all of them. */
  readonly words?: { readonly what: string; readonly all: readonly string[] };
  /** Where they are lists: what an item may be. */
  readonly items?: Values<unknown>;
  /** Whether a value is one of them. */
  includes(value: unknown): value is Type;
}

/** Values for which `includes` is true. */
export function values<Type>(
  wanted: string,
  includes: (value: unknown) => boolean,
): Values<Type> {
  return { wanted, includes: (value): value is Type => includes(value) };
}

/** Finite numbers for which `includes` is true. */
export function numbers(wanted: string, includes: (value: number) => boolean): Values<number> {
  return values(wanted, (value) => Number.isFinite(value) && includes(value as number));
}

/** Whole numbers from `least`. */
export function wholeNumbers(least: number): Values<number> {
  return values(`a whole number from ${least}`, (value) => isWhole(value, least));
}

/** A few words; `what` names such a thing, as in "preprocessing". */
export function oneOf<Word extends string>(what: string, ...all: readonly Word[]): Values<Word> {
  const wanted = all.length === 1 ? `"${all[0]}"` : `one of ${all.join(", ")}`;
  return {
    ...values<Word>(wanted, (value) => (all as readonly unknown[]).includes(value)),
    words: { what, all },
  };
}

/** Lists of values, described with an example. */
export function listOf<Type>(items: Values<Type>, wanted: string): Values<readonly Type[]> {
  const includes = (list: unknown) =>
    Array.isArray(list) && list.every((item) => items.includes(item));
  return { ...values<readonly Type[]>(wanted, includes), items };
}

/** Whether a value is a whole number from `least`, small enough to be exact. */
export function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

/** Numbers above 0. */
export const POSITIVE: Values<number> = numbers("a number above 0", (value) => value > 0);

/** Numbers from 0. */
export const NOT_NEGATIVE: Values<number> = numbers("a number from 0", (value) => value >= 0);

/** Numbers from 0 to below 1. */
export const FRACTION: Values<number> = numbers(
  "a number from 0 to below 1",
  (value) => value >= 0 && value < 1,
);

/** Numbers above 0 up to 1. */
export const RATIO: Values<number> = numbers(
  "a number above 0 up to 1",
  (value) => value > 0 && value <= 1,
);

/** Numbers from 0 to 1. */
export const SHARE: Values<number> = numbers(
  "a number from 0 to 1",
  (value) => value >= 0 && value <= 1,
);

/** Whole numbers from 0. */
export const FROM_0: Values<number> = wholeNumbers(0);

/** Whole numbers from 1. */
export const FROM_1: Values<number> = wholeNumbers(1);

/** True and false. */
export const TRUTH: Values<boolean> = values("true or false", (v) => typeof v === "boolean");

/** Texts that are not empty. */
export const TEXT: Values<string> = values(
  "some text",
  (value) => typeof value === "string" && value.trim() !== "",
);
