/**
 * The changes from one piece of JSON to another, so that a page can hold two forms of a chart in
 * little more than the size of one.
 */

/** Any JSON. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Where the second form differs; without a value it has nothing there. */
export type JsonChange = readonly [path: readonly (string | number)[], value?: JsonValue];

/**
 * The changes that turn `a` into `b`: as deep as possible, lists of different lengths as a whole.
 */
export function differencesOf(a: JsonValue, b: JsonValue): JsonChange[] {
  return compare(a, b, []);
}

function compare(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  path: readonly (string | number)[],
): JsonChange[] {
  if (b === undefined) return [[path]];
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((each, at) => compare(each, b[at], [...path, at]));
  }
  if (isObject(a) && isObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .flatMap((name) => compare(a[name], b[name], [...path, name]));
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [[path, b]];
}

function isObject(value: unknown): value is { readonly [name: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
