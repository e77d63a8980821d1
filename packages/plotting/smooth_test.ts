import { assertEquals } from "@std/assert";
import { meanAround, spread } from "./smooth.ts";

/** The means around all positions. */
function smooth(values: readonly number[], reach: number): number[] {
  return values.map((_, at) => meanAround(values, at, reach));
}

Deno.test("meanAround shrinks its window at the start, and ends it with the values", () => {
  assertEquals(smooth([9, 3, 6, 0, 9], 1), [9, 6, 3, 5, 4.5]);
  assertEquals(smooth([9, 3, 6, 0, 9], 2), [9, 6, 27 / 5, 18 / 4, 5]);
});

Deno.test("meanAround without reach changes nothing", () => {
  assertEquals(smooth([1, 2, 4], 0), [1, 2, 4]);
});

Deno.test("spread keeps the first and the last position", () => {
  assertEquals(spread(3, 5), [0, 1, 2]);
  assertEquals(spread(9, 3), [0, 4, 8]);
});
