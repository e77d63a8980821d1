/**
 * Cases for the reductions.
 */
import type { SamplesOf } from "./cases.ts";
import { KINDS, LENGTHS, LONG, SHAPES } from "./numbers.ts";

/** The samples of the reductions. */
export const sumsSamples: SamplesOf<"columnSums" | "rowSums" | "sumOfSquares"> = {
  *columnSums() {
    for (const [rows, columns] of SHAPES) {
      for (const kind of KINDS) {
        yield {
          name: `[${rows}, ${columns}] ${kind}`,
          body(kernels, { numbers, room }) {
            kernels.columnSums(numbers(rows * columns, kind), room(columns), rows, columns);
          },
        };
      }
    }
  },

  *rowSums() {
    for (const [rows, columns] of SHAPES) {
      for (const kind of KINDS) {
        yield {
          name: `[${rows}, ${columns}] ${kind}`,
          body(kernels, { numbers, room }) {
            kernels.rowSums(numbers(rows * columns, kind), room(rows), rows, columns);
          },
        };
      }
    }
  },

  *sumOfSquares() {
    for (const n of [...LENGTHS, LONG]) {
      for (const kind of KINDS) {
        yield {
          name: `[${n}] ${kind}`,
          body: (kernels, { numbers }) => kernels.sumOfSquares(numbers(n, kind), n),
        };
      }
    }
  },
};
