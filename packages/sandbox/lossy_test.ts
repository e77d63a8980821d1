import { assertEquals } from "@std/assert";
import { findLossy } from "./lossy.ts";

/** A value, and what is found in it as `place: problem`. */
const CASES: readonly (readonly [unknown, string])[] = [
  [undefined, ": is undefined, which JSON leaves out; leave it out"],
  [{ a: { b: undefined } }, "a.b: is undefined, which JSON leaves out; leave it out"],
  [() => 1, ": is a function; wanted plain data"],
  [{ a: [1, () => 1] }, "a.1: is a function; wanted plain data"],
  // deno-lint-ignore no-sparse-arrays -- a hole is what is tried
  [{ a: [1, , 3] }, "a.1: is undefined, which JSON leaves out; leave it out"],
  [{ a: 1n }, "a: is a bigint; wanted plain data"],
  [{ a: Symbol() }, "a: is a symbol; wanted plain data"],
  [{ [Symbol("a")]: 1 }, ": has a symbol as a field, which JSON leaves out"],
  [{ base: { epochs: NaN } }, "base.epochs: is NaN, which JSON turns into null"],
  [{ a: -1 / 0 }, "a: is -Infinity, which JSON turns into null"],
  [{ a: -0 }, "a: is -0, which JSON turns into 0; write 0"],
  [{ at: new Date(0) }, "at: is a Date; wanted plain data"],
  [new Map([[1, 2]]), ": is a Map; wanted plain data"],
  [{ "a b": new (class Rule {})() }, "a b: is a Rule; wanted plain data"],
  [{ toJSON: () => ({}) }, "toJSON: is a function; wanted plain data"],
  [holdsItself(), "b.c: contains itself; wanted plain data"],
  [{ first: -0, second: NaN }, "first: is -0, which JSON turns into 0; write 0"],
];

function holdsItself(): object {
  const a: { b: { c?: object } } = { b: {} };
  a.b.c = a;
  return a;
}

/** An object in an object, and so on. */
function nested(depth: number): object {
  let value = {};
  for (let i = 1; i < depth; i++) value = { a: value };
  return value;
}

Deno.test("findLossy names the first place whose value JSON would change", () => {
  const found = CASES.map(([value]) => {
    const lossy = findLossy(value);
    return lossy && `${lossy.path.join(".")}: ${lossy.problem}`;
  });
  assertEquals(found, CASES.map(([, said]) => said));
});

Deno.test("findLossy finds nothing in plain data, whatever appears in it twice", () => {
  const shared = { b: 1 };
  const data = { a: [1, 0.5, 1e-7, shared, shared], b: { c: null, d: true }, e: "ü" };
  assertEquals(findLossy(data), undefined);
  assertEquals(findLossy(Object.create(null)), undefined);
});

Deno.test("findLossy stops at data that are nested without end", () => {
  assertEquals(findLossy(nested(50)), undefined);
  assertEquals(findLossy(nested(51))?.problem, "is nested 50 levels deep; wanted fewer");
  assertEquals(findLossy(nested(100_000))?.path.length, 50);
});
