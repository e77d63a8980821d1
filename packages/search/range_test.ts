import { assertAlmostEquals, assertEquals } from "@std/assert";
import { isRange, placeOn, pointsOf, type Range, valueAt } from "./range.ts";

const RATES: Range = { range: "log", from: 1e-4, to: 1e-1 };
const SHARES: Range = { range: "linear", from: 0.5, to: 1 };
const SIZES: Range = { range: "integer", from: 10, to: 12 };

Deno.test("valueAt spaces values evenly, by their logarithm, or on integers", () => {
  const at = (range: Range) =>
    [0, 1 / 3, 0.5, 0.999999999999].map((place) => valueAt(range, place));
  assertEquals(at(RATES), [1e-4, 1e-3, 0.003162, 0.1]);
  assertEquals(at(SHARES), [0.5, 0.6667, 0.75, 1]);
  assertEquals(at(SIZES), [10, 11, 11, 12]);
});

Deno.test("valueAt rounds to 4 digits and never out of the range", () => {
  const narrow: Range = { range: "linear", from: 0.123456, to: 0.123459 };
  assertEquals([0, 0.5, 1].map((place) => valueAt(narrow, place)), [0.123456, 0.1234575, 0.123459]);
  assertEquals(valueAt({ range: "log", from: 1e-7, to: 1e-6 }, 0.123), 1.327e-7);
});

Deno.test("placeOn gives the place from which a value comes", () => {
  for (const range of [RATES, SHARES]) {
    for (const place of [0, 0.25, 0.8, 1]) {
      assertAlmostEquals(placeOn(range, valueAt(range, place)), place, 1e-4);
    }
  }
  assertEquals([10, 11, 12].map((size) => valueAt(SIZES, placeOn(SIZES, size))), [10, 11, 12]);
});

Deno.test("pointsOf takes both ends, and each integer once", () => {
  assertEquals(pointsOf({ ...RATES, points: 4 }), [1e-4, 1e-3, 1e-2, 1e-1]);
  assertEquals(pointsOf({ ...SHARES, points: 3 }), [0.5, 0.75, 1]);
  assertEquals(pointsOf({ ...SIZES, points: 9 }), [10, 11, 12]);
});

Deno.test("isRange tells a range from values by label", () => {
  assertEquals([RATES, { range: 1 }, { a: 1 }, [1], "log", null].map(isRange), [
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

Deno.test("pointsOf takes as many points as were asked for, of a narrow range too", () => {
  const narrow: Range = { range: "linear", from: 0.999, to: 0.9995, points: 11 };
  const points = pointsOf(narrow);
  assertEquals([points.length, points[1], points.at(-1)], [11, 0.99905, 0.9995]);
  assertEquals(pointsOf({ ...narrow, points: 6 }), [0.999, 0.9991, 0.9992, 0.9993, 0.9994, 0.9995]);
});
