/**
 * The minibatch: rows picked from a data set, shifted and scaled on the way.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** The gather kernel in the given arithmetic. */
export function createGather({ round }: Arithmetic): Pick<Kernels, "gather"> {
  return {
    gather(source, indices, offset, factor, out, rows, columns) {
      for (let r = 0; r < rows; r++) {
        const from = indices[r] * columns;
        for (let c = 0; c < columns; c++) {
          out[r * columns + c] = round(source[from + c] - offset[c]) * factor[c];
        }
      }
    },
  };
}
