/**
 * Least squares in float64: the line that is nearest to the targets.
 *
 * The method: columns are made orthogonal one after another (modified Gram-Schmidt, each twice,
 * which keeps them orthogonal to rounding), the constant first. A column of whose length less than
 * 1e-9 remains depends on those before it and gets the coefficient 0. The rest is solved from the
 * last column to the first. G. Golub and C. Van Loan, Matrix Computations, section 5.2.
 *
 * @module
 */

/** A fitted line: prediction = intercept + Σ coefficient·input. */
export interface LinearFit {
  /** What is predicted where all inputs are 0. */
  readonly intercept: number;
  /** One for each input; 0 for those that depend on inputs before them. */
  readonly coefficients: Float64Array;
}

/** A column whose remainder is shorter than this share of it depends on the columns before it. */
const DEPENDENT = 1e-9;

/**
 * Fits targets by inputs.
 *
 * @param columns The inputs, each [rows].
 * @param targets The values to fit, [rows].
 */
export function fitLeastSquares(
  columns: readonly Float64Array[],
  targets: Float64Array,
): LinearFit {
  const all = [new Float64Array(targets.length).fill(1), ...columns];
  const basis: Float64Array[] = [];
  /** For each column kept: its index, and its coefficients in the basis. */
  const kept: { readonly index: number; readonly parts: number[] }[] = [];
  all.forEach((column, index) => {
    const rest = column.slice();
    const parts = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((direction, at) => parts[at]! += takeAway(rest, direction));
    }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > DEPENDENT * Math.sqrt(dot(column, column)))) return;
    for (let row = 0; row < rest.length; row++) rest[row]! /= length;
    basis.push(rest);
    kept.push({ index, parts: [...parts, length] });
  });
  const rest = targets.slice();
  const wanted = basis.map((direction) => takeAway(rest, direction));
  const found = new Float64Array(all.length);
  for (let at = kept.length - 1; at >= 0; at--) {
    const { index, parts } = kept[at]!;
    found[index] = wanted[at]! / parts[at]!;
    for (let before = 0; before < at; before++) wanted[before]! -= parts[before]! * found[index]!;
  }
  return { intercept: found[0]!, coefficients: found.slice(1) };
}

/** Subtracts from `vector` its component along a unit vector, and returns its size. */
function takeAway(vector: Float64Array, direction: Float64Array): number {
  const part = dot(vector, direction);
  for (let row = 0; row < vector.length; row++) vector[row]! -= part * direction[row]!;
  return part;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!;
  return sum;
}
