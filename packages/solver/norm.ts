/**
 * Norms and deviations of float64 numbers by the plain sum of their squares, and where that overflows
 * or underflows, which takes a float64 plan, by the sum of the squares of the numbers divided by the
 * largest magnitude. Section 10.3 of the contract, docs/contracts/10-files.md.
 */
import { power } from "@samebit/arithmetic";

/** What 2^28 squares can lose by underflow is below half of the last place of such a sum. */
const LEAST_SUM = power(0.5, 992);

/** Whether a sum of squares neither overflowed nor lost anything by underflow. */
function isExact(squares: number): boolean {
  return squares >= LEAST_SUM && squares < Infinity;
}

/** The largest magnitude of `at(0), ..., at(n − 1)`; NaN if any of them is NaN. */
function largestOf(n: number, at: (i: number) => number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(at(i)));
  return largest;
}

/** The Euclidean norm of `at(0), ..., at(n − 1)`, whose squares add up to `squares`. */
export function normOf(squares: number, n: number, at: (i: number) => number): number {
  if (isExact(squares)) return Math.sqrt(squares);
  const largest = largestOf(n, at);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const t = at(i) / largest;
    sum += t * t;
  }
  return largest * Math.sqrt(sum);
}

/** The deviation, the population's, of numbers whose sum and sum of squares are given. */
export function deviationOf(
  sum: number,
  squares: number,
  n: number,
  at: (i: number) => number,
): number {
  if (isExact(squares)) return byMeans(sum / n, squares / n);
  const largest = largestOf(n, at);
  if (largest === 0) return 0;
  let scaledSum = 0;
  let scaledSquares = 0;
  for (let i = 0; i < n; i++) {
    const t = at(i) / largest;
    scaledSum += t;
    scaledSquares += t * t;
  }
  return largest * byMeans(scaledSum / n, scaledSquares / n);
}

function byMeans(mean: number, meanSquare: number): number {
  // Rounding can leave a variance of 0 a little below it.
  return Math.sqrt(Math.max(0, meanSquare - mean * mean));
}
