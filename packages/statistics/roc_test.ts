import { assertEquals } from "@std/assert";
import { areaUnderRoc, rocCurve, truePositivesAt } from "./roc.ts";

Deno.test("areaUnderRoc is the share of pairs in order, a tie counting half", () => {
  // Of 6 positives and 5 negatives 19 pairs are in order and 2 are tied: (19 + 1) / 30 is what
  // scikit-learn 1.2.1 gives as roc_auc_score, 0.6666666666666666.
  const scores = [0.9, 0.8, 0.7, 0.7, 0.6, 0.55, 0.5, 0.4, 0.4, 0.2, 0.1];
  const labels = [1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1].map(Boolean);
  assertEquals(areaUnderRoc(scores, labels), 2 / 3);
  assertEquals(areaUnderRoc(scores.toReversed(), labels.toReversed()), 2 / 3);
});

Deno.test("areaUnderRoc of equal scores is one half, of infinite ones exact", () => {
  assertEquals(areaUnderRoc([3, 3, 3], [true, false, true]), 0.5);
  assertEquals(areaUnderRoc([Infinity, Infinity, -Infinity], [true, false, false]), 0.75);
});

Deno.test("areaUnderRoc is NaN where one side is empty", () => {
  assertEquals(areaUnderRoc([1, 2], [true, true]), NaN);
  assertEquals(areaUnderRoc([], []), NaN);
});

Deno.test("rocCurve has a point for each distinct score, and ends at all", () => {
  const { points, area } = rocCurve([3, 2, 2, 1], [true, true, false, false]);
  assertEquals(area, 7 / 8);
  assertEquals(points, [
    { falsePositives: 0, truePositives: 0 },
    { falsePositives: 0, truePositives: 0.5 },
    { falsePositives: 0.5, truePositives: 1 },
    { falsePositives: 1, truePositives: 1 },
  ]);
});

Deno.test("truePositivesAt takes the top of a step, and the line between points", () => {
  const curve = rocCurve([3, 2, 2, 1], [true, true, false, false]);
  assertEquals([0, 0.25, 0.5, 1].map((at) => truePositivesAt(curve, at)), [0.5, 0.75, 1, 1]);
});
