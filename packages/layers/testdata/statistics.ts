/**
 * The numbers that the course's notebooks print about images: means and deviations, to eight
 * digits.
 */
import { createNumpyLegacyRandom } from "@samebit/random";
import type { Floats } from "@samebit/tensors";

/** Draws from `numpy.random.seed(231)`: deviation·randn(count) + mean, again and again. */
export function legacyNormals(): (count: number, deviation: number, mean: number) => Float64Array {
  const random = createNumpyLegacyRandom(231);
  return (count, deviation, mean) =>
    Float64Array.from({ length: count }, () => deviation * random.normal() + mean);
}

/**
 * Mean and deviation of each of some sets of numbers.
 *
 * @param setOf The set that number i belongs to.
 */
export function statisticsOf(
  x: Floats,
  setOf: (i: number) => number,
): { readonly means: readonly number[]; readonly deviations: readonly number[] } {
  const sets: number[][] = [];
  x.forEach((value, i) => (sets[setOf(i)] ??= []).push(value));
  const meanOf = (set: readonly number[]) => set.reduce((sum, value) => sum + value) / set.length;
  const means = sets.map(meanOf);
  const variances = sets.map((set, s) => meanOf(set.map((value) => (value - means[s]!) ** 2)));
  return { means, deviations: variances.map(Math.sqrt) };
}
