import { assertAlmostEquals, assertEquals } from "@std/assert";
import { moved, smoothed } from "./line_rows.ts";

const CLOCKS = new Map([
  ["slow", { variant: "slow", perEpoch: 4, times: [[0, 1], [1, 3], [2, 7]] as const }],
  ["fast", { variant: "fast", perEpoch: 2, times: [] }],
]);

Deno.test("smoothed keeps a constant line, and weighs each line's own past alone", () => {
  const rows = [
    { variant: "a", mean: 2 },
    { variant: "b", mean: 10 },
    { variant: "a", mean: 2 },
    { variant: "b", mean: 20 },
  ];
  const [first, , third, last] = smoothed(rows, "mean", 0.5).map(({ mean }) => Number(mean));
  assertEquals(first, 2);
  assertAlmostEquals(third!, 2, 1e-12);
  // (0.25 · 10 + 0.5 · 20) / 0.75: without the division it would be 12.5.
  assertAlmostEquals(last!, 50 / 3, 1e-12);
});

Deno.test("smoothed passes over what is not finite", () => {
  const rows = [{ variant: "a", mean: 1 }, { variant: "a", mean: null }, { variant: "a", mean: 3 }];
  const [, gap, last] = smoothed(rows, "mean", 0.5).map(({ mean }) => mean);
  assertEquals(gap, null);
  assertAlmostEquals(Number(last), (0.25 * 1 + 0.5 * 3) / 0.75, 1e-12);
});

Deno.test("moved puts steps where their variant was at that time", () => {
  const rows = [0, 2, 4, 6, 8, 9].map((step) => ({ variant: "slow", step }));
  assertEquals(moved(rows, "step", "time", CLOCKS).map(({ step }) => step), [1, 2, 3, 5, 7]);
  assertEquals(moved(rows, "step", "epoch", CLOCKS).map(({ step }) => step), [
    0,
    0.5,
    1,
    1.5,
    2,
    2.25,
  ]);
});

Deno.test("moved makes steps of epochs, and leaves out a variant whose clock is not known", () => {
  const rows = [["slow", 1], ["fast", 1], ["other", 1]].map(([variant, epoch]) => ({
    variant: variant as string,
    epoch: epoch as number,
  }));
  const steps = moved(rows, "epoch", "step", CLOCKS).map(({ variant, epoch }) => [variant, epoch]);
  assertEquals(steps, [["slow", 4], ["fast", 2]]);
  assertEquals(moved(rows, "epoch", "time", CLOCKS).map(({ epoch }) => epoch), [3]);
});
