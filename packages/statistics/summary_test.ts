import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  countToDecide,
  finiteSetError,
  summarize,
  summarizeDifferences,
  summarizeIndependent,
} from "./summary.ts";

Deno.test("summarize gives mean, sample deviation and Student's interval", () => {
  // 0.975 quantiles of Student's t with 1, 2, 4 and 9 degrees of freedom, from printed tables.
  const cases: [number[], number][] = [
    [[1, 3], 12.706],
    [[1, 2, 3], 4.303],
    [[2, 4, 4, 4, 6], 2.776],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2.262],
  ];
  for (const [values, t] of cases) {
    const { n, mean, deviation, interval } = summarize(values);
    const half = t * deviation! / Math.sqrt(n);
    assertEquals(n, values.length);
    assertAlmostEquals(interval![0], mean - half, 1e-3 * half);
    assertAlmostEquals(interval![1], mean + half, 1e-3 * half);
  }
  assertAlmostEquals(summarize([2, 4, 4, 4, 6]).deviation!, Math.SQRT2, 1e-12);
});

Deno.test("summarize gives no interval to one value, to none and to values that are not finite", () => {
  assertEquals(summarize([0.5]), { n: 1, mean: 0.5 });
  assertEquals(summarize([]), { n: 0, mean: NaN });
  assertEquals(summarize([1, NaN, 2]), { n: 3, mean: NaN });
  assertEquals(summarize([1, Infinity]), { n: 2, mean: Infinity });
});

Deno.test("summarize gives equal values an interval of no width", () => {
  assertEquals(summarize([2, 2, 2]), { n: 3, mean: 2, deviation: 0, interval: [2, 2] });
});

Deno.test("summarizeDifferences pairs by seed and leaves out seeds without a partner", () => {
  const a = new Map([[1, 10], [2, 21], [3, 33], [4, 99]]);
  const b = new Map([[3, 30], [2, 20], [1, 10], [5, 0]]);
  const { n, mean, deviation } = summarizeDifferences(a, b);
  assertEquals(n, 3);
  assertAlmostEquals(mean, 4 / 3, 1e-12);
  assertAlmostEquals(deviation!, Math.sqrt(7 / 3), 1e-12);
});

Deno.test("finiteSetError is the binomial one", () => {
  assertAlmostEquals(finiteSetError(0.5, 100), 1.959964 * 0.05, 1e-6);
  assertEquals(finiteSetError(1, 360), 0);
});

Deno.test("summarizeIndependent gives Welch's interval", () => {
  // Equal sizes and deviations: the degrees of freedom are 2n − 2 = 4, whose quantile is 2.776.
  const { n, mean, interval } = summarizeIndependent([11, 12, 13], [1, 2, 3]);
  assertEquals([n, mean], [3, 10]);
  assertAlmostEquals(interval![1], 10 + 2.776445 * Math.sqrt(2 / 3), 1e-5);
  // Deviations 1 and 3: (1/3 + 3)² / ((1/9 + 9) / 2) = 2.439, whose quantile lies between
  // those of 2 (4.303) and 3 (3.182).
  const wide = summarizeIndependent([1, 2, 3], [1, 4, 7]).interval!;
  const t = (wide[1] - wide[0]) / 2 / Math.sqrt(10 / 3);
  assert(t > 3.182 && t < 4.303);
  assertEquals(summarizeIndependent([1, 2], [5]), { n: 1, mean: -3.5 });
  assertEquals(summarizeIndependent([1, 1], [1, 1]).interval, [0, 0]);
});

Deno.test("countToDecide is the first count whose interval leaves 0 out", () => {
  // t(0.975, 5) = 2.5706, t(0.975, 6) = 2.4469: 2.5706 / √6 = 1.0494, 2.4469 / √7 = 0.9248.
  const summary = { n: 3, mean: 1, deviation: 1, interval: [-1.48, 3.48] } as const;
  assertEquals(countToDecide(summary), 7);
  assertEquals(countToDecide({ ...summary, n: 7 }), undefined);
  assertEquals(countToDecide({ ...summary, mean: 0 }), undefined);
  assertEquals(countToDecide({ ...summary, mean: 1e-9 }), undefined);
});
