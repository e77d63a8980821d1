/**
 * Deep equality as the original has it, by `isDeepStrictEqual` of `node:util` over plain copies.
 *
 * The copies take away what the original does not tell apart and node does: 0 and -0 (everywhere,
 * typed arrays included), objects with and without the plain prototype, two invalid dates. They
 * add what the original sees and node does not: accessors and non-enumerable properties of class
 * instances, and the text of URLs and of other objects whose content is hidden.
 * A property that is `undefined` and one that is missing differ, in both.
 */
import { isDeepStrictEqual } from "node:util";

/** Objects of one prototype get one tag, so that only objects of one class can be equal. */
type Tags = Map<object, symbol>;

/** The copy of each object met, so that circular structures end. */
type Copies = Map<object, unknown>;

const comparedAsText: readonly object[] = [
  RegExp.prototype,
  URL.prototype,
  URLSearchParams.prototype,
  Intl.Locale.prototype,
];

/** Returns whether two values are deeply equal, as `assertEquals` understands it. */
export function equal(a: unknown, b: unknown): boolean {
  const tags: Tags = new Map();
  return isDeepStrictEqual(comparable(a, tags, new Map()), comparable(b, tags, new Map()));
}

function comparable(value: unknown, tags: Tags, copies: Copies): unknown {
  if (typeof value === "number") return value + 0; // -0 + 0 is 0
  if (typeof value !== "object" || value === null) return value;
  if (!copies.has(value)) copyObject(value, tags, copies);
  return copies.get(value);
}

function copyObject(value: object, tags: Tags, copies: Copies): void {
  const prototype: object | null = Object.getPrototypeOf(value);
  const part = (inner: unknown) => comparable(inner, tags, copies);
  if (prototype === null || prototype === Object.prototype || prototype === Array.prototype) {
    const copy = Array.isArray(value) ? new Array(value.length) : Object.create(null);
    copies.set(value, copy);
    for (const key of enumerableKeys(value)) copy[key] = part(Reflect.get(value, key));
    return;
  }
  const tagged: unknown[] = [value instanceof Date ? "Date" : tagOf(prototype, tags)];
  copies.set(value, tagged);
  tagged.push(content(value, prototype, part));
}

/** What counts in an object that is neither a plain object nor an array. */
function content(value: object, prototype: object, part: (inner: unknown) => unknown): unknown {
  if (value instanceof Date) return String(value.getTime());
  if (comparedAsText.includes(prototype)) return String(value);
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [part(key), part(item)]));
  }
  if (value instanceof Set) return new Set([...value].map(part));
  if (value instanceof WeakRef) return part(value.deref());
  if (value instanceof WeakMap || value instanceof WeakSet) {
    throw new TypeError("Cannot compare WeakMap or WeakSet instances: their content is hidden");
  }
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return Array.from(new Uint8Array(value));
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<unknown>, part);
  }
  const copy = Object.create(null);
  for (const key of allKeys(value)) copy[key] = part(Reflect.get(value, key));
  return copy;
}

function tagOf(prototype: object, tags: Tags): symbol {
  if (!tags.has(prototype)) tags.set(prototype, Symbol());
  return tags.get(prototype)!;
}

function enumerableKeys(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key)
  );
}

/** Every key of a class instance, its prototypes' included: accessors count as properties. */
function allKeys(value: object): Set<PropertyKey> {
  const keys = new Set<PropertyKey>();
  let holder: object | null = value;
  while (holder !== null && holder !== Object.prototype) {
    for (const key of Reflect.ownKeys(holder)) keys.add(key);
    holder = Object.getPrototypeOf(holder);
  }
  return keys;
}
