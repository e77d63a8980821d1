import { assertEquals } from "@std/assert";
import { calibrationError } from "./calibration.ts";

Deno.test("calibrationError averages the distances of bins over the answers", () => {
  // Bin 5: 0.5 and 0.5, one right, no distance. Bin 7: 0.75, wrong, 0.75. Bin 9: 1, right, none.
  assertEquals(calibrationError([0.5, 0.75, 0.5, 1], [true, false, false, true]), 0.75 / 4);
});

Deno.test("calibrationError puts a confidence between two bins into the upper one", () => {
  // In bin 4 the two would come to |1 - 0.875| together; apart they come to 0.625 + 0.5.
  assertEquals(calibrationError([0.375, 0.5], [true, false]), (0.625 + 0.5) / 2);
});

Deno.test("calibrationError is NaN without answers", () => {
  assertEquals(calibrationError([], []), NaN);
});
