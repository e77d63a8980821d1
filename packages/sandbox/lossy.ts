/**
 * Whether a value survives as JSON: a value that would come back changed, or not at all, is named
 * with its place. Not what an experiment may hold: check.ts says that.
 *
 * @module
 */

/** A value that JSON does not give back unchanged, its place and the reason. */
export interface Lossy {
  readonly path: readonly string[];
  readonly problem: string;
}

/** Deeper than any experiment, and shallow enough for every reader. */
export const DEEPEST = 50;

/** The first place whose value JSON does not give back unchanged, from the outside in. */
export function findLossy(
  value: unknown,
  path: readonly string[] = [],
  outer: readonly unknown[] = [],
): Lossy | undefined {
  const problem = problemOf(value, outer);
  if (problem !== undefined) return { path, problem };
  if (typeof value !== "object" || value === null) return undefined;
  // Array.from visits holes, which entries of an array leave out.
  const items = Array.isArray(value)
    ? Array.from(value, (item, at) => [String(at), item] as const)
    : Object.entries(value);
  for (const [key, item] of items) {
    const lossy = findLossy(item, [...path, key], [...outer, value]);
    if (lossy !== undefined) return lossy;
  }
  return undefined;
}

function problemOf(value: unknown, outer: readonly unknown[]): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      if (Object.is(value, -0)) return "is -0, which JSON turns into 0; write 0";
      return Number.isFinite(value) ? undefined : `is ${value}, which JSON turns into null`;
    case "undefined":
      return "is undefined, which JSON leaves out; leave it out";
    case "object":
      return value === null ? undefined : problemOfObject(value, outer);
    default:
      return `is a ${typeof value}; wanted plain data`;
  }
}

function problemOfObject(value: object, outer: readonly unknown[]): string | undefined {
  if (outer.includes(value)) return "contains itself; wanted plain data";
  if (outer.length === DEEPEST) return `is nested ${DEEPEST} levels deep; wanted fewer`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return `is a ${value.constructor?.name ?? "special object"}; wanted plain data`;
  }
  const symbols = Object.getOwnPropertySymbols(value).length > 0;
  return symbols ? "has a symbol as a field, which JSON leaves out" : undefined;
}
