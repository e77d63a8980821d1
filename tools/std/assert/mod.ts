/**
 * Local stand-in for the part of `@std/assert` this repository uses, for machines that cannot
 * reach JSR. Names, signatures and what passes or fails are those of the original; the texts of
 * failures are not. It is not an assertion library of its own: add nothing the original lacks.
 *
 * Failure texts come from `node:util` and `node:assert`; `equal.ts` says why comparison does not.
 *
 * @module
 */
export { AssertionError } from "./assertion_error.ts";
export { equal } from "./equal.ts";
export {
  assertArrayIncludes,
  assertEquals,
  assertNotEquals,
  assertNotStrictEquals,
  assertStrictEquals,
} from "./equality.ts";
export {
  assertAlmostEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
} from "./order.ts";
export { assertMatch, assertNotMatch, assertStringIncludes } from "./text.ts";
export { assertIsError, assertRejects, assertThrows } from "./throwing.ts";
export { assert, assertExists, assertFalse, assertInstanceOf, fail, unreachable } from "./truth.ts";
