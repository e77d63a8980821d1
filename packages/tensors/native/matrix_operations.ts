/**
 * The minibatch gather, the matrix product and the sums, as calls into the library.
 */
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";

type MatrixOperation =
  | ("gather" | "gemm" | "addBias")
  | ("columnSums" | "rowSums" | "sumOfSquares");

/** The operations on matrices. */
export function createMatrixOperations(
  { call, team, guard }: NativeContext,
): Pick<Kernels, MatrixOperation> {
  const { sizes, floats } = guard;
  return {
    gather(source, indices, offset, factor, out, rows, columns) {
      sizes("gather", rows, columns);
      guard.indices(indices, rows, columns === 0 ? Infinity : Math.floor(source.length / columns));
      const offset32 = floats("gather", "offset", offset, columns);
      const factor32 = floats("gather", "factor", factor, columns);
      const out32 = floats("gather", "out", out, rows * columns);
      if (source instanceof Uint8Array) {
        call.gatherBytes(team, source, indices, offset32, factor32, out32, rows, columns);
      } else {
        const source32 = floats("gather", "source", source, 0);
        call.gatherFloats(team, source32, indices, offset32, factor32, out32, rows, columns);
      }
    },

    gemm(transposeA, transposeB, m, n, k, a, b, c) {
      sizes("gemm", m, n, k);
      call.gemm(
        team,
        transposeA ? 1 : 0,
        transposeB ? 1 : 0,
        m,
        n,
        k,
        floats("gemm", "a", a, m * k),
        floats("gemm", "b", b, k * n),
        floats("gemm", "c", c, m * n),
      );
    },

    addBias(x, bias, rows, columns) {
      sizes("addBias", rows, columns);
      call.addBias(
        floats("addBias", "x", x, rows * columns),
        floats("addBias", "bias", bias, columns),
        rows,
        columns,
      );
    },

    columnSums(x, out, rows, columns) {
      sizes("columnSums", rows, columns);
      call.columnSums(
        floats("columnSums", "x", x, rows * columns),
        floats("columnSums", "out", out, columns),
        rows,
        columns,
      );
    },

    rowSums(x, out, rows, columns) {
      sizes("rowSums", rows, columns);
      call.rowSums(
        floats("rowSums", "x", x, rows * columns),
        floats("rowSums", "out", out, rows),
        rows,
        columns,
      );
    },

    sumOfSquares(x, n) {
      sizes("sumOfSquares", n);
      return call.sumOfSquares(floats("sumOfSquares", "x", x, n), n);
    },
  };
}
