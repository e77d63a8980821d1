/**
 * Input that was right once: bytes, texts and JSON values with a few places changed, as a damaged
 * disk, a careless hand or a hostile author would.
 */
import type { Json } from "@samebit/runlog";
import fc from "fast-check";

/** A place as a share of the length, so that it fits whatever is changed. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Sizes at which readers go wrong. */
const SIZES = [0, 1, 2, 7, 8, 255, 256, 2 ** 15, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/** A change of bytes. */
type Edit = (bytes: Uint8Array) => Uint8Array;

function splice(bytes: Uint8Array, from: number, to: number, middle: Uint8Array): Uint8Array {
  const all = new Uint8Array(from + middle.length + bytes.length - to);
  all.set(bytes.subarray(0, from));
  all.set(middle, from);
  all.set(bytes.subarray(to), from + middle.length);
  return all;
}

function atPlace(bytes: Uint8Array, share: number): number {
  return Math.floor(share * (bytes.length + 1));
}

const flip = fc.tuple(place, fc.nat(7)).map(([at, bit]): Edit => (bytes) => {
  const copy = bytes.slice();
  const index = Math.floor(at * bytes.length);
  if (index < copy.length) copy[index]! ^= 1 << bit;
  return copy;
});

const insert = fc.tuple(place, fc.uint8Array({ maxLength: 20 })).map(
  ([at, some]): Edit => (bytes) => splice(bytes, atPlace(bytes, at), atPlace(bytes, at), some),
);

const cut = fc.tuple(place, place).map(([a, b]): Edit => (bytes) => {
  const [from, to] = [a, b].map((share) => atPlace(bytes, share)).sort((a, b) => a - b);
  return splice(bytes, from!, to!, new Uint8Array());
});

const repeat = fc.tuple(place, fc.nat(40)).map(([at, length]): Edit => (bytes) => {
  const from = atPlace(bytes, at);
  return splice(bytes, from, from, bytes.slice(from, from + length));
});

const resize = fc.tuple(fc.nat(40), fc.constantFrom(...SIZES), fc.boolean()).map(
  ([at, size, little]): Edit => (bytes) => {
    const copy = bytes.slice();
    if (at + 4 <= copy.length) new DataView(copy.buffer).setUint32(at, size, little);
    return copy;
  },
);

/** Changes of bytes, one to four of them. */
const edits = fc.array(fc.oneof(flip, insert, cut, repeat, resize), { minLength: 1, maxLength: 4 });

/** One of some right files with a few places changed. */
export function damagedBytes(right: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc.tuple(fc.constantFrom(...right), edits).map(([bytes, changes]) =>
    changes.reduce((changed, edit) => edit(changed), bytes)
  );
}

/** What means something to one of the readers. */
const PIECES = [
  ...[
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    ",",
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    " ",
    "\t",
    "\0",
    "\ufeff",
  ],
  ...["-", "-0", "0", "1", "1e999", "1e-400", "0x10", "NaN", "Infinity", "99999999999999999999"],
  ...["null", "true", "__proto__", "constructor", "toString", "\x1b[2J", "é", "\ud800", "𝒳"],
];

/** One of some right texts with a few pieces put in or cut out. */
export function damagedText(right: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 }));
  const edit = fc.record({ at: place, length: fc.nat(12), piece });
  const changes = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc.tuple(fc.constantFrom(...right), changes).map(([text, changes]) =>
    changes.reduce((text, { at, length, piece }) => {
      const from = Math.floor(at * (text.length + 1));
      return text.slice(0, from) + piece + text.slice(from + length);
    }, text)
  );
}

/** Names that are more than names to careless code. */
const NAMES = ["__proto__", "constructor", "toString", "length", "kind", "", "a.b", "\x1b[2J", "0"];

/** Any JSON value, with strange names and numbers among its parts. */
export const anyJson: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(-1, 0, 1, 1.5, 2 ** 31, 2 ** 53, 1e300, 5e-324, "", "none", "adam", "all"),
  fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
    .map((object) => JSON.parse(JSON.stringify(object)) as Json),
);

/** One of some right values with a few of its parts replaced, left out, renamed or doubled. */
export function damagedJson(right: readonly Json[]): fc.Arbitrary<Json> {
  const action = fc.constantFrom("replace", "remove", "rename", "double");
  const edit = fc.record({ at: place, action, value: anyJson, name: fc.constantFrom(...NAMES) });
  const changes = fc.array(edit, { minLength: 1, maxLength: 3 });
  return fc.tuple(fc.constantFrom(...right), changes).map(([value, changes]) => {
    const root = [structuredClone(value)] as Json[];
    for (const { at, action, value, name } of changes) {
      const spots = [...spotsOf(root)];
      const [owner, key] = spots[Math.floor(at * spots.length)]!;
      const old = owner[key]!;
      if (action === "replace" || owner === (root as unknown)) define(owner, key, value);
      else if (action === "double") define(owner, name, old);
      else {
        if (Array.isArray(owner)) owner.splice(Number(key), 1);
        else delete owner[key];
        if (action === "rename") define(owner, name, old);
      }
    }
    return root[0]!;
  });
}

type Owner = Record<string, Json>;

function define(owner: Owner, key: string, value: Json): void {
  // As JSON.parse does, for which __proto__ is a name like any other.
  if (Array.isArray(owner) && !/^\d+$/.test(key)) owner.push(value);
  else {
    Object.defineProperty(owner, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

/** Every part of a value, as its owner and its name there. */
function* spotsOf(owner: object): Iterable<[Owner, string]> {
  for (const [key, value] of Object.entries(owner)) {
    yield [owner as Owner, key];
    if (typeof value === "object" && value !== null) yield* spotsOf(value as object);
  }
}
