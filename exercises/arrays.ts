/**
 * Arrays of arrays, as the exercises use them: slow and easy to read. Not for training; the project's
 * own tensors are in `packages/tensors`.
 *
 * @module
 */

/** Rows of numbers. */
export type Matrix = number[][];

/** Numbers in arrays nested to any depth. */
export type Nested = number | Nested[];

/** All numbers of nested arrays, in order. */
export function flatten(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flatten);
}

/** Nested arrays of another's shape, each number made from the other's. */
export function mapNested<T extends Nested>(nested: T, change: (value: number) => number): T {
  return (typeof nested === "number"
    ? change(nested)
    : nested.map((item) => mapNested(item, change))) as T;
}

/** A matrix whose numbers follow from its places. */
export function fillMatrix(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Matrix {
  return Array.from(
    { length: rows },
    (_, row) => Array.from({ length: columns }, (_, column) => value(row, column)),
  );
}

/** Numbers between −1 and 1 without any pattern, the same every time. */
export function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 31 - 1;
  };
}

/** Stands where the code goes; takes whatever there is, so that nothing counts as unused. */
export function gap(..._given: unknown[]): never {
  throw new Error("not done yet");
}
