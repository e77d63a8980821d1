/**
 * Deep equality as the original has it. `isDeepStrictEqual` of `node:util` cannot carry it: it tells
 * 0 from -0, sees no accessors of a prototype, and compares what the original refuses to.
 *
 * What counts: the prototype, the number of own enumerable properties, then the content by its
 * kind. Comparison stops at the first difference, so a getter behind it is not called.
 */

/** What each object on the left was last compared with, so that circular structures end. */
type Seen = Map<object, object>;

/** Objects whose content is hidden and whose text says all of it. */
const comparedAsText = new Set<object>(
  [
    RegExp,
    URL,
    URLSearchParams,
    Intl.Locale,
    Temporal.Duration,
    Temporal.Instant,
    Temporal.PlainDate,
    Temporal.PlainDateTime,
    Temporal.PlainTime,
    Temporal.PlainYearMonth,
    Temporal.PlainMonthDay,
    Temporal.ZonedDateTime,
  ].map(({ prototype }) => prototype),
);

/** Returns whether two values are deeply equal, as `assertEquals` understands it. */
export function equal(a: unknown, b: unknown): boolean {
  return same(a, b, new Map());
}

function same(a: unknown, b: unknown, seen: Seen): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (kindOf(a) !== kindOf(b)) return false;
  return sameWhole(a, b) ?? sameParts(a, b, seen);
}

/** The prototype; objects without one count as plain. */
function kindOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** Compares what has bytes or nothing to look at; undefined where properties count. */
function sameWhole(a: object, b: object): boolean | undefined {
  if (a instanceof WeakMap || a instanceof WeakSet) {
    const name = a instanceof WeakMap ? "WeakMap" : "WeakSet";
    throw new TypeError(`Cannot compare ${name} instances`);
  }
  if (a instanceof ArrayBuffer || a instanceof SharedArrayBuffer) {
    return sameItems(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  }
  if (!ArrayBuffer.isView(a) || a instanceof DataView) return undefined;
  return sameItems(a as unknown as ArrayLike<unknown>, b as unknown as ArrayLike<unknown>);
}

function sameItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  return Array.prototype.every.call(
    a,
    (item, index) => item === b[index] || Object.is(item, b[index]),
  );
}

function sameParts(a: object, b: object, seen: Seen): boolean {
  if (a instanceof WeakRef) return same(a.deref(), (b as WeakRef<WeakKey>).deref(), seen);
  if (seen.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  seen.set(a, b);
  if (a instanceof Map || a instanceof Set) return sameCollections(a, b as typeof a, seen);
  const kind = kindOf(a);
  if (comparedAsText.has(kind)) return String(a) === String(b);
  const plain = kind === Object.prototype || kind === Array.prototype;
  const keys = plain ? Reflect.ownKeys({ ...a, ...b }) : [...deepKeys(a), ...deepKeys(b)];
  return new Set(keys).values().every((key) =>
    same(Reflect.get(a, key), Reflect.get(b, key), seen) && (key in a) === (key in b)
  );
}

type Collection = Map<unknown, unknown> | Set<unknown>;

/** Entries in any order; where all keys of `a` are primitive, by looking them up. */
function sameCollections(a: Collection, b: Collection, seen: Seen): boolean {
  if (a.size !== b.size) return false;
  if (
    a.keys().every((key) => typeof key !== "object" && typeof key !== "function" || key === null)
  ) {
    return a.keys().every((key) =>
      b.has(key) && (a instanceof Set || same(a.get(key), (b as typeof a).get(key), seen))
    );
  }
  const found = [...a.entries()].filter(([key, value]) =>
    b.entries().some(([otherKey, other]) =>
      same(key, otherKey, seen) &&
      ((key === value && otherKey === other) || same(value, other, seen))
    )
  );
  return found.length === a.size;
}

/** Every key of an object, those of its prototypes included: accessors count as properties. */
function* deepKeys(value: object): Generator<PropertyKey> {
  let holder: object | null = value;
  while (holder !== null && holder !== Object.prototype && holder !== Array.prototype) {
    yield* Reflect.ownKeys(holder);
    holder = Object.getPrototypeOf(holder);
  }
}
