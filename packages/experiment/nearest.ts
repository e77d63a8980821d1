/**
 * The known word that a misspelt one was probably meant to be, for "did you mean".
 *
 * @module
 */
import { closest, distance } from "fastest-levenshtein";

/** The nearest of the words, if it is near enough to be worth suggesting. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const lower = word.toLowerCase();
  const candidate = closest(lower, words.map((known) => known.toLowerCase()));
  const limit = Math.max(1, Math.floor(word.length / 3));
  if (distance(lower, candidate) > limit) return undefined;
  return words.find((known) => known.toLowerCase() === candidate);
}
