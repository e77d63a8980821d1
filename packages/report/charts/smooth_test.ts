import { assertEquals } from "@std/assert";
import { movingMean, spread } from "./smooth.ts";

Deno.test("movingMean shrinks its window at the ends", () => {
  assertEquals([...movingMean([9, 3, 6, 0, 9], 1)], [9, 6, 3, 5, 9]);
  assertEquals([...movingMean([9, 3, 6, 0, 9], 2)], [9, 6, 27 / 5, 5, 9]);
});

Deno.test("movingMean without reach changes nothing", () => {
  assertEquals([...movingMean([1, 2, 4], 0)], [1, 2, 4]);
  assertEquals(movingMean([], 3).length, 0);
});

Deno.test("spread keeps the first and the last position", () => {
  assertEquals(spread(3, 5), [0, 1, 2]);
  assertEquals(spread(9, 3), [0, 4, 8]);
});
