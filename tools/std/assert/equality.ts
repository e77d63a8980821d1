/** Assertions by deep equality (`equal`) and by identity (`Object.is`). */
import { AssertionError as NodeAssertionError } from "node:assert";
import { inspect } from "node:util";
import { AssertionError, suffix } from "./assertion_error.ts";
import { equal } from "./equal.ts";

/** Throws unless `actual` and `expected` are deeply equal. 0 and -0 are equal, NaN and NaN too. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  const difference = new NodeAssertionError({ actual, expected, operator: "deepStrictEqual" });
  throw new AssertionError(`Values are not equal${suffix(msg)}\n${difference.message}`);
}

/** Throws if `actual` and `expected` are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(
    `Expected actual: ${inspect(actual)} not to be: ${inspect(expected)}${suffix(msg)}`,
  );
}

/** Throws unless `actual` and `expected` are the same by `Object.is`: 0 and -0 differ. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(
    `Values are not strictly equal${suffix(msg)}\n- ${inspect(actual)}\n+ ${inspect(expected)}`,
  );
}

/** Throws if `actual` and `expected` are the same by `Object.is`. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(
    `Expected "actual" not to be strictly equal to: ${inspect(actual)}${suffix(msg)}`,
  );
}

/** An array-like object (`Array`, `Uint8Array`, ...) that is not a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Throws unless each item of `expected` deeply equals one of `actual`. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !present.some((other) => equal(item, other))
  );
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: ${inspect(actual)} to include: ${inspect(expected)}${suffix(msg)}\n` +
      `missing: ${inspect(missing)}`,
  );
}
