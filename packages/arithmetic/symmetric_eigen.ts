/**
 * Eigenvalues and eigenvectors of symmetric matrices by the cyclic Jacobi method (Golub and Van Loan,
 * section 8.5): plane rotations, each of which makes one pair of numbers off the diagonal 0, pair by
 * pair until none is left that counts. Exact operations alone, in float64, in the order of
 * `docs/contracts/6-network.md`, section 6.5; not for matrices of thousands of rows.
 */

/** Off-diagonal numbers count if they are above this share of the greatest diagonal one. */
const NEGLIGIBLE = 8.881784197001252e-16; // 2^-50

/** More sweeps than any matrix of finite numbers has needed in tests; about 8 are typical. */
const MOST_SWEEPS = 50;

/** The eigenvalues and eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  /** The eigenvalues, from the greatest down. */
  readonly values: Float64Array;
  /**
   * The eigenvectors as rows in the same order, of length 1; the first of the numbers of greatest
   * magnitude in each is positive.
   */
  readonly vectors: Float64Array;
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix.
 *
 * @param matrix [size, size], row-major; left as it is.
 *
 * @example
 * ```ts
 * import { symmetricEigen } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * const { values, vectors } = symmetricEigen(Float64Array.of(1, 0, 0, 4), 2);
 * assertEquals([...values], [4, 1]);
 * assertEquals([...vectors], [0, 1, 1, 0]);
 * ```
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  let greatest = 0;
  for (let i = 0; i < size; i++) greatest = Math.max(greatest, Math.abs(a[i * size + i]!));
  const least = NEGLIGIBLE * greatest;
  for (let sweep = 0; sweep < MOST_SWEEPS && sweepOnce(a, v, size, least); sweep++);
  return inOrder(a, v, size);
}

/** Goes through all pairs once; whether any was rotated. */
function sweepOnce(a: Float64Array, v: Float64Array, size: number, least: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const off = a[p * size + q]!;
      if (Math.abs(off) <= least) continue;
      rotated = true;
      const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      const s = t * c;
      for (let k = 0; k < size; k++) rotate(a, k * size + p, k * size + q, c, s);
      for (let k = 0; k < size; k++) rotate(a, p * size + k, q * size + k, c, s);
      for (let k = 0; k < size; k++) rotate(v, k * size + p, k * size + q, c, s);
      a[p * size + q] = 0;
      a[q * size + p] = 0;
    }
  }
  return rotated;
}

function rotate(numbers: Float64Array, p: number, q: number, c: number, s: number): void {
  const [first, second] = [numbers[p]!, numbers[q]!];
  numbers[p] = c * first - s * second;
  numbers[q] = s * first + c * second;
}

/** From the greatest eigenvalue down, equal ones in the order of their columns. */
function inOrder(a: Float64Array, v: Float64Array, size: number): SymmetricEigen {
  const value = (i: number) => a[i * size + i]!;
  const order = Array.from({ length: size }, (_, i) => i)
    .sort((i, j) => value(j) - value(i) || i - j);
  const vectors = new Float64Array(size * size);
  order.forEach((column, row) => {
    let most = 0;
    for (let k = 1; k < size; k++) {
      if (Math.abs(v[k * size + column]!) > Math.abs(v[most * size + column]!)) most = k;
    }
    const sign = v[most * size + column]! < 0 ? -1 : 1;
    for (let k = 0; k < size; k++) vectors[row * size + k] = sign * v[k * size + column]!;
  });
  return { values: Float64Array.from(order, value), vectors };
}
