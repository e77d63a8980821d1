/**
 * The known word nearest to a misspelt one, for "did you mean".
 *
 * @module
 */
import { closest, distance } from "fastest-levenshtein";

/**
 * The nearest of the words, if it is near enough to be worth suggesting: as few edits as a third of
 * its letters, two in words of five letters, one in shorter ones. Capitals do not count.
 *
 * @example
 * ```ts
 * import { nearest } from "@samebit/input";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nearest("adamm", ["sgd", "adam"]), "adam");
 * assertEquals(nearest("lion", ["sgd", "adam"]), undefined);
 * ```
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  // A long text is not a typing error, and long texts and lists would take long to compare.
  if (words.length === 0 || words.length > 1000 || word.length > 100) return undefined;
  const lower = word.toLowerCase();
  const candidate = closest(lower, words.map((known) => known.toLowerCase()));
  const limit = word.length < 5 ? 1 : Math.max(2, Math.floor(word.length / 3));
  if (distance(lower, candidate) > limit) return undefined;
  return words.find((known) => known.toLowerCase() === candidate);
}
