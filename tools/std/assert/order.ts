/** Assertions on the order and the nearness of values. */
import { inspect } from "node:util";
import { AssertionError, suffix } from "./assertion_error.ts";

/**
 * Throws unless `|actual - expected| <= tolerance`. Without a tolerance it is 1e-7 of the expected
 * value (so an expected 0 asks for exactly 0), and 1e-7 itself where that is not finite.
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const delta = Math.abs(expected - actual);
  if (delta <= allowed) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to be close to "${expected}": ` +
      `delta "${delta}" is greater than "${allowed}"${suffix(msg)}`,
  );
}

/** Throws unless `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) throw new AssertionError(msg ?? failed(actual, ">", expected));
}

/** Throws unless `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) throw new AssertionError(msg ?? failed(actual, ">=", expected));
}

/** Throws unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) throw new AssertionError(msg ?? failed(actual, "<", expected));
}

/** Throws unless `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) throw new AssertionError(msg ?? failed(actual, "<=", expected));
}

function failed(actual: unknown, sign: string, expected: unknown): string {
  return `Expect ${inspect(actual)} ${sign} ${inspect(expected)}`;
}
