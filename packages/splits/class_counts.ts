/**
 * How often each class occurs in the splits of a data set.
 *
 * @module
 */

/** How many examples of each class a split has, by class number. */
export interface ClassCounts {
  /** In the training split. */
  readonly train: readonly number[];
  /** In the validation split. */
  readonly validation: readonly number[];
  /** In the test split. */
  readonly test: readonly number[];
}

/** How often each class occurs in a split. */
export function countClasses(labels: Uint16Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}
