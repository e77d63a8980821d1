import { assertEquals } from "@std/assert";
import { numberIn, orderOf } from "./table_order.ts";

Deno.test("numberIn finds the mean of what a page shows", () => {
  const shown = ["0.962\u2008 ± 0.004[0.951, 0.973]", "−1.5e-7", "1,650", "> 110 ± 0", "—", ""];
  assertEquals(shown.map(numberIn), [0.962, -1.5e-7, 1650, 110, NaN, NaN]);
});

Deno.test("orderOf sorts numbers as numbers, keeps the order of equal ones and puts other text last", () => {
  const cells = ["10", "—", "9", "10", "−2", "not finite"];
  assertEquals(orderOf(cells, true, "ascending"), [4, 2, 0, 3, 1, 5]);
  assertEquals(orderOf(cells, true, "descending"), [0, 3, 2, 4, 1, 5]);
});

Deno.test("orderOf sorts texts with their numbers in order", () => {
  const cells = ["batch 100", "adam", "batch 25"];
  assertEquals(orderOf(cells, false, "ascending"), [1, 2, 0]);
  assertEquals(orderOf(cells, false, "descending"), [0, 2, 1]);
});
