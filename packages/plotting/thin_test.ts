import { assert, assertEquals } from "@std/assert";
import { blocks, meanOf, thin } from "./thin.ts";

Deno.test("thin keeps everything if there are few enough points", () => {
  assertEquals(thin([3, 1, 2], 3), [0, 1, 2]);
  assertEquals(thin([], 10), []);
});

Deno.test("thin keeps the ends and every extreme of every window", () => {
  const values = Float64Array.from({ length: 10_000 }, (_, at) => (at * 7919) % 1009);
  values[4321] = 1e6;
  values[8765] = -1e6;
  const kept = thin(values, 200);
  assert(kept.length <= 200, `${kept.length} points`);
  assertEquals([kept[0], kept.at(-1)], [0, 9_999]);
  assert(kept.includes(4321) && kept.includes(8765));
  assertEquals(kept, kept.toSorted((a, b) => a - b));
});

Deno.test("thin leaves out what is not finite", () => {
  assertEquals(thin([1, NaN, 2, Infinity, -Infinity, 3], 10), [0, 2, 5]);
});

Deno.test("blocks cover all rows once", () => {
  assertEquals(blocks(7, 3), [[0, 3], [3, 6], [6, 7]]);
  assertEquals(blocks(0, 3), []);
});

Deno.test("meanOf takes a part", () => {
  assertEquals([meanOf([1, 2, 6]), meanOf([1, 2, 6], 1, 3)], [3, 4]);
});
