import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Split } from "@samebit/splits";
import { regression } from "./regression.ts";

/** Two targets in units of their own: mean 10 and 100, deviation 2 and 50. */
const MAP = {
  names: ["small", "large"],
  mean: Float64Array.of(10, 100),
  deviation: Float64Array.of(2, 50),
};

/** A split of two examples, and scores of it that are off by 1 and −25 in the first. */
const SPLIT: Split = {
  values: new Float32Array(2),
  labels: new Uint16Array(0),
  targets: Float64Array.of(12, 50, 8, 150),
  count: 2,
};
const SCORES = Float32Array.of(1.5, -1.5, -1, 1);
const ALL = Uint32Array.of(0, 1);

const task = regression.begin({ classes: [], targets: MAP }, "float32");
const scored = { scores: SCORES, targets: new Float32Array(4), split: SPLIT, indices: ALL };

Deno.test("regression standardizes targets, rounding them once", () => {
  const targets = task.allocate(2);
  task.gather(SPLIT, Uint32Array.of(1, 0), targets);
  assertEquals([...targets], [-1, 1, 1, -1]);
});

Deno.test("regression measures errors in the units of the targets, as the mean over them", () => {
  const judgement = task.judge();
  judgement.add(scored);
  const { rmse, mae, r2 } = judgement.figures();
  // Errors of 1 and 0, and of −25 and 0, about targets that deviate by 2 and by 50.
  assertAlmostEquals(rmse!, (Math.sqrt(1 / 2) + Math.sqrt(625 / 2)) / 2, 1e-12);
  assertEquals([mae, r2], [(0.5 + 12.5) / 2, (1 - 1 / 8 + (1 - 625 / 5000)) / 2]);
});

Deno.test("regression judges a split the same in one pass and in several", () => {
  const [one, several] = [task.judge(), task.judge()];
  one.add(scored);
  several.add({ ...scored, indices: ALL.subarray(0, 1) });
  several.add({ ...scored, scores: SCORES.subarray(2), indices: ALL.subarray(1) });
  assertEquals(several.figures(), one.figures());
});

Deno.test("regression explains no variance if there is none", () => {
  const judgement = task.judge();
  judgement.add({ ...scored, indices: ALL.subarray(0, 1) });
  assertEquals(judgement.figures().r2, NaN);
});

Deno.test("regression predicts in the units of the targets", () => {
  assertEquals(task.predict(scored, 0), {
    target1: 12,
    predicted1: 13,
    target2: 50,
    predicted2: 25,
  });
});
