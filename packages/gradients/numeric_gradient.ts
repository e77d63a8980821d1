/**
 * Gradients by differences of values, for comparison with analytic ones. Only for functions in
 * float64: in float32 the differences are mostly rounding.
 *
 * The five-point central difference (8·(f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h))) / (12·h) has a
 * truncation error of h⁴·f⁽⁵⁾ / 30. With h = 1e-3 that is about 1e-13, as is rounding (2e-16 / h); the
 * three-point difference cannot get below about 1e-11.
 */
import type { Floats } from "@samebit/tensors";

const STEP = 1e-3;

/** The least magnitude that a gradient is assumed to have when its relative error is measured. */
const LEAST_SIZE = 1e-5;

/** A function of numbers that are changed in place, and where its kinks are. */
export interface Probe {
  /** The value at the present numbers. */
  value(): number;
  /**
   * On which side of each kink the last `value` was computed: equal texts mean no kink in between.
   */
  sides(): string;
}

/** What a comparison of gradients found. */
export interface GradientComparison {
  /** The greatest |a − n| / max(1e-5, |a| + |n|), a analytic and n numeric; 0 if none was compared. */
  readonly relativeError: number;
  /** How many elements were compared. */
  readonly compared: number;
  /** How many were not, because a kink is within 2h of them, where the difference means nothing. */
  readonly skipped: number;
}

/**
 * Compares an analytic gradient with differences of `probe.value()` by each of `numbers`, which are
 * changed in place and restored.
 */
export function compareGradients(
  probe: Probe,
  numbers: Floats,
  analytic: Floats,
): GradientComparison {
  let relativeError = 0;
  let skipped = 0;
  for (let i = 0; i < numbers.length; i++) {
    const numeric = difference(probe, numbers, i);
    if (numeric === undefined) skipped++;
    else relativeError = Math.max(relativeError, relativeDifference(analytic[i]!, numeric));
  }
  return { relativeError, compared: numbers.length - skipped, skipped };
}

/** The difference quotient by `numbers[i]`; undefined if its points span a kink. */
function difference(probe: Probe, numbers: Floats, i: number): number | undefined {
  const x = numbers[i]!;
  const sides = new Set<string>();
  const at = (offset: number) => {
    numbers[i] = x + offset;
    const value = probe.value();
    sides.add(probe.sides());
    return value;
  };
  const near = at(STEP) - at(-STEP);
  const far = at(2 * STEP) - at(-2 * STEP);
  numbers[i] = x;
  return sides.size === 1 ? (8 * near - far) / (12 * STEP) : undefined;
}

function relativeDifference(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(LEAST_SIZE, Math.abs(a) + Math.abs(b));
}
