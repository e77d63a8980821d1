/**
 * What passes and what fails must be as in the original `@std/assert`, above all where the
 * assertions of node differ. The tests use no assertion of the module they test but `assert`.
 */
import * as std from "@std/assert";
import { assert } from "@std/assert";

function passes(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof std.AssertionError) return false;
    throw error;
  }
}

class Point {
  #x: number;
  constructor(x: number) {
    this.#x = x;
  }
  get x(): number {
    return this.#x;
  }
}
class OtherPoint extends Point {}

/** The value with one property more. */
const more = <T extends object>(value: T): T => Object.assign(value, { more: 1 });

/** A circle of `length` objects. */
const circle = (length: number) => {
  const objects = Array.from({ length }, () => ({}) as Record<string, unknown>);
  objects.forEach((object, index) => object["next"] = objects[(index + 1) % length]);
  return objects[0];
};

class Lazy {
  get one(): number {
    return 1;
  }
}
class Throwing {
  id: number;
  constructor(id: number) {
    this.id = id;
  }
  get late(): number {
    throw new RangeError("called");
  }
}

const circular = () => {
  const value: Record<string, unknown> = { name: "loop" };
  value["self"] = value;
  return value;
};

const same: [string, unknown, unknown][] = [
  ["0 and -0", 0, -0],
  ["-0 inside arrays and objects", [{ a: -0 }], [{ a: 0 }]],
  ["-0 inside typed arrays", Float32Array.of(-0, 1), Float32Array.of(0, 1)],
  ["NaN and NaN", [NaN], [NaN]],
  ["invalid dates", new Date(NaN), new Date("x")],
  ["a null prototype and a plain object", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["maps in another order", new Map([[1, 2], [3, 4]]), new Map([[3, 4], [1, 2]])],
  ["maps with object keys", new Map([[{ x: 1 }, true]]), new Map([[{ x: 1 }, true]])],
  ["sets of sets", new Set([1, new Set([2, 3])]), new Set([new Set([3, 2]), 1])],
  ["URLs", new URL("http://a.test/b"), new URL("http://a.test/b")],
  ["buffers", Uint8Array.of(1, 2).buffer, Uint8Array.of(1, 2).buffer],
  ["instances of one class", new Point(1), new Point(1)],
  ["circular objects", circular(), circular()],
  ["a longer circle and a shorter one", circle(2), circle(1)],
  ["weak references to equal objects", new WeakRef({ a: 1 }), new WeakRef({ a: 1 })],
  ["a property that is not enumerable", Object.defineProperty({}, "a", { value: 1 }), {}],
  ["maps with one property more each", more(new Map([[1, 2]])), more(new Map([[1, 2]]))],
  ["an object made of a prototype and one of its class", Object.create(Lazy.prototype), new Lazy()],
];

const different: [string, unknown, unknown][] = [
  ["a missing and an undefined property", { a: undefined }, {}],
  ["undefined properties of other names", { a: undefined }, { b: undefined }],
  ["1 and the string 1", 1, "1"],
  ["null and undefined", null, undefined],
  ["an array with a hole and one with undefined", [, 1], [undefined, 1]],
  ["an array and an object", [1], { 0: 1 }],
  ["typed arrays of two kinds", Uint8Array.of(1), Int8Array.of(1)],
  ["typed arrays of two lengths", Uint8Array.of(1, 2), Uint8Array.of(1)],
  ["a typed array and an array", Uint8Array.of(1), [1]],
  ["instances told apart by an accessor alone", new Point(1), new Point(2)],
  ["instances of two classes", new Point(1), new OtherPoint(1)],
  ["regular expressions", /a/, /a/i],
  ["dates", new Date(1), new Date(2)],
  ["maps with other values", new Map([["a", 1]]), new Map([["a", 2]])],
  ["a map with one property more", more(new Map([[1, 2]])), new Map([[1, 2]])],
  ["a set with one property more", more(new Set([1])), new Set([1])],
  ["a regular expression with one property more", more(/a/), /a/],
  ["a URL with one property more", more(new URL("http://a.test")), new URL("http://a.test")],
  [
    "an own property and a getter of the same value",
    Object.defineProperty(new Lazy(), "one", { value: 1, enumerable: true }),
    new Lazy(),
  ],
  ["an own property and one of the prototype", Object.assign(new Lazy(), { a: 1 }), new Lazy()],
  ["a weak map and a weak set", new WeakMap(), new WeakSet()],
  ["a weak map and an object", new WeakMap(), {}],
  ["errors with other messages", new Error("a"), new Error("b")],
  ["sets of other objects", new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  ["symbol keys", { [Symbol.for("a")]: 1 }, { [Symbol.for("a")]: 2 }],
];

Deno.test("assertEquals and assertNotEquals tell equal values as the original does", () => {
  for (const [name, a, b] of same) {
    assert(passes(() => std.assertEquals(a, b)), name);
    assert(!passes(() => std.assertNotEquals(a, b)), name);
  }
  for (const [name, a, b] of different) {
    assert(!passes(() => std.assertEquals(a, b)), name);
    assert(!passes(() => std.assertEquals(b, a)), name);
    assert(passes(() => std.assertNotEquals(a, b)), name);
  }
});

Deno.test("equal throws where the original does, and not after a difference", () => {
  std.assertThrows(() => std.equal(new WeakMap(), new WeakMap()), TypeError, "WeakMap");
  std.assertThrows(() => std.equal(new WeakSet(), new WeakSet()), TypeError, "WeakSet");
  std.assertThrows(() => std.equal(new Throwing(1), new Throwing(1)), RangeError, "called");
  assert(!std.equal(new Throwing(1), new Throwing(2)), "the difference comes first");
  std.assertThrows(() => std.equal(circle(1), circle(2)), RangeError);
});

Deno.test("assertStrictEquals compares by Object.is, so 0 and -0 differ", () => {
  assert(passes(() => std.assertStrictEquals(NaN, NaN)));
  assert(!passes(() => std.assertStrictEquals<number>(0, -0)));
  assert(!passes(() => std.assertStrictEquals({}, {})));
  assert(passes(() => std.assertNotStrictEquals({}, {})));
  assert(!passes(() => std.assertNotStrictEquals(1, 1)));
});

Deno.test("assertAlmostEquals takes 1e-7 of the expected value as its default tolerance", () => {
  assert(passes(() => std.assertAlmostEquals(1e6 + 0.09, 1e6)));
  assert(!passes(() => std.assertAlmostEquals(1e6 + 0.11, 1e6)));
  assert(!passes(() => std.assertAlmostEquals(1e-8, 1e-9)));
  assert(!passes(() => std.assertAlmostEquals(1e-300, 0)));
  assert(passes(() => std.assertAlmostEquals(0.02, 0.01, 0.1)));
  assert(passes(() => std.assertAlmostEquals(Infinity, Infinity)));
  assert(!passes(() => std.assertAlmostEquals(NaN, 1)));
  assert(passes(() => std.assertAlmostEquals(NaN, NaN)));
});

Deno.test("assertGreater and its relatives hold at the boundary as their names say", () => {
  assert(passes(() => std.assertGreater(2, 1)) && !passes(() => std.assertGreater(1, 1)));
  assert(passes(() => std.assertGreaterOrEqual(1, 1)));
  assert(!passes(() => std.assertGreaterOrEqual(0, 1)));
  assert(passes(() => std.assertLess(1, 2)) && !passes(() => std.assertLess(1, 1)));
  assert(passes(() => std.assertLessOrEqual(1, 1)));
  assert(!passes(() => std.assertLessOrEqual(2, 1)));
  assert(!passes(() => std.assertLess(NaN, 1)), "NaN is in no order");
});

Deno.test("assertThrows returns the error and checks its class and message part", () => {
  const throwing = () => {
    throw new RangeError("size 3 is too small");
  };
  assert(std.assertThrows(throwing, RangeError, "too small").message === "size 3 is too small");
  assert(passes(() => std.assertThrows(throwing, Error)), "a subclass passes");
  assert(!passes(() => std.assertThrows(throwing, TypeError)));
  assert(!passes(() => std.assertThrows(throwing, RangeError, "too big")));
  assert(!passes(() => std.assertThrows(() => 1)));
  const throwsText = () => {
    throw "text";
  };
  assert(passes(() => std.assertThrows(throwsText)));
  assert(!passes(() => std.assertThrows(throwsText, Error)));
});

Deno.test("assertRejects fails a function that throws before it returns a promise", async () => {
  const rejecting = () => Promise.reject(new RangeError("size 3 is too small"));
  const error = await std.assertRejects(rejecting, RangeError, "too small");
  assert(error.message === "size 3 is too small");
  const failing: (() => PromiseLike<unknown>)[] = [
    () => std.assertRejects(rejecting, TypeError),
    () => std.assertRejects(rejecting, RangeError, "too big"),
    () => std.assertRejects(() => Promise.resolve(1)),
    () =>
      std.assertRejects(() => {
        throw new RangeError("now");
      }),
  ];
  for (const fail of failing) await std.assertRejects(fail, std.AssertionError);
});

Deno.test("assertIsError takes a regular expression as its message part", () => {
  assert(passes(() => std.assertIsError(new TypeError("ab"), TypeError, /^a/)));
  assert(!passes(() => std.assertIsError(new TypeError("ab"), TypeError, /^b/)));
  assert(!passes(() => std.assertIsError("ab")));
});

Deno.test("assertMatch, assertStringIncludes and assertArrayIncludes find parts", () => {
  assert(passes(() => std.assertMatch("ab", /b$/)) && !passes(() => std.assertMatch("ab", /a$/)));
  assert(
    passes(() => std.assertNotMatch("ab", /a$/)) && !passes(() => std.assertNotMatch("a", /a/)),
  );
  assert(passes(() => std.assertStringIncludes("abc", "bc")));
  assert(!passes(() => std.assertStringIncludes("abc", "cb")));
  assert(passes(() => std.assertArrayIncludes([{ a: 1 }, { a: 2 }], [{ a: 2 }])));
  assert(!passes(() => std.assertArrayIncludes([1, 2], [3])));
});

Deno.test("assertExists, assertFalse and assertInstanceOf judge one value", () => {
  assert(passes(() => std.assertExists(0)) && !passes(() => std.assertExists(null)));
  assert(passes(() => std.assertFalse("")) && !passes(() => std.assertFalse("a")));
  assert(passes(() => std.assertInstanceOf(new Point(1), Point)));
  assert(!passes(() => std.assertInstanceOf({}, Point)));
  assert(!passes(() => std.fail()) && !passes(() => std.unreachable()));
});
