/**
 * How often each class occurs in the splits of a data set.
 *
 * @module
 */

/** How many examples of each class a split has, by class number. */
export interface ClassCounts {
  /** In what is trained on. */
  readonly train: readonly number[];
  /** In what is chosen by. */
  readonly validation: readonly number[];
  /** In what is measured once. */
  readonly test: readonly number[];
}

/** How often each class occurs in a split. */
export function countClasses(labels: Uint16Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}
