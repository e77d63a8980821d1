/**
 * Brings matrices close to orthogonal ones by products alone: the Newton-Schulz iteration of degree
 * 5 with the coefficients of Jordan et al. 2024, which bring every singular value into 0.7 .. 1.2.
 *
 * X = d / (|d| + 1e-7) with the Frobenius norm; then five times
 * A = X·Xᵀ, B = b·A + c·A·A, X = a·X + B·X where rows ≤ columns;
 * A = Xᵀ·X, B = b·A + c·A·A, X = a·X + X·B where rows > columns.
 */
import type { WeightMatrix } from "@samebit/networks";
import type { Floats, Kernels } from "@samebit/tensors";

const STEPS = 5;
const [A, B, C] = [3.4445, -4.775, 2.0315];

/** Orthogonalises one of the matrices in place: section 8.7 of the contract. */
export type Orthogonalize = (x: Floats, matrix: WeightMatrix) => void;

/** Plans the buffers for the largest of the matrices. */
export function createOrthogonalization(
  kernels: Kernels,
  matrices: readonly WeightMatrix[],
): Orthogonalize {
  const largest = (size: (matrix: WeightMatrix) => number) =>
    kernels.allocate(Math.max(0, ...matrices.map(size)));
  const product = largest(({ rows, columns }) => rows * columns);
  const square = largest(({ rows, columns }) => Math.min(rows, columns) * Math.min(rows, columns));
  const fourth = kernels.allocate(square.length);
  return (x, { rows, columns }) => {
    const isTall = rows > columns;
    const [small, large] = isTall ? [columns, rows] : [rows, columns];
    const [n, squares] = [rows * columns, small * small];
    kernels.scale(x, 1 / (Math.sqrt(kernels.sumOfSquares(x, n)) + 1e-7), n);
    for (let step = 0; step < STEPS; step++) {
      kernels.gemm(isTall, !isTall, small, small, large, x, x, square);
      kernels.gemm(false, false, small, small, small, square, square, fourth);
      kernels.scale(square, B, squares);
      kernels.addScaled(fourth, C, square, squares);
      if (isTall) kernels.gemm(false, false, rows, columns, columns, x, square, product);
      else kernels.gemm(false, false, rows, columns, rows, square, x, product);
      kernels.scale(x, A, n);
      kernels.addScaled(product, 1, x, n);
    }
  };
}
