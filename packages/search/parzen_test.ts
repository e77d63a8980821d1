import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { choiceEstimator, rangeEstimator } from "./parzen.ts";

/** The integral of a density over the range, by the middle of many small parts. */
function integral(density: (place: number) => number): number {
  const parts = 2000;
  let sum = 0;
  for (let i = 0; i < parts; i++) sum += density((i + 0.5) / parts) / parts;
  return sum;
}

Deno.test("rangeEstimator is a density on the range, wherever values were seen", () => {
  for (const places of [[], [0.5], [0, 1], [0.1, 0.1, 0.12], [0.97, 0.98, 0.99, 1]]) {
    const { logDensity } = rangeEstimator(places);
    assertAlmostEquals(integral((place) => Math.exp(logDensity(place))), 1, 1e-4);
  }
});

Deno.test("rangeEstimator draws places as its density says", () => {
  const estimator = rangeEstimator([0.2, 0.22, 0.9]);
  const drawn: number[] = [];
  const [rows, columns] = [400, 100];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      drawn.push(estimator.place((i + 0.5) / rows, (j + 0.5) / columns));
    }
  }
  assert(drawn.every((place) => place >= 0 && place <= 1));
  for (const [from, to] of [[0, 0.3], [0.3, 0.7], [0.7, 1]] as const) {
    const share = drawn.filter((place) => place >= from && place < to).length / drawn.length;
    const wanted = integral((x) => x >= from && x < to ? Math.exp(estimator.logDensity(x)) : 0);
    assertAlmostEquals(share, wanted, 0.02);
  }
});

Deno.test("choiceEstimator counts, and leaves every value possible", () => {
  const estimator = choiceEstimator(3, [2, 2, 0]);
  const shares = [0, 1, 2].map((place) => Math.exp(estimator.logDensity(place)));
  for (const [i, wanted] of [2 / 6, 1 / 6, 3 / 6].entries()) {
    assertAlmostEquals(shares[i]!, wanted, 1e-12);
  }
  assertEquals([0, 0.33, 0.34, 0.49, 0.51, 0.999].map((u) => estimator.place(u, 0)), [
    0,
    0,
    1,
    1,
    2,
    2,
  ]);
});
