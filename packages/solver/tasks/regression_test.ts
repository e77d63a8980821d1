import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { recordsOf } from "@samebit/runlog";
import type { Split } from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";
import { isBest, isImproved } from "../choice.ts";
import { execute } from "../execute.ts";
import { finish, lineOf, loadNumbers, NUMBERS, train } from "../testing_plans.ts";
import { Trainer } from "../trainer.ts";
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

Deno.test("regression judges in the units of the targets, as the mean over them", () => {
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

Deno.test("regression explains no variance where there is none", () => {
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

const row = (epoch: number, validationRmse: number, validationR2 = 0) => ({
  epoch,
  trainLoss: 1,
  validationLoss: 1,
  validationRmse,
  validationR2,
});

Deno.test("isBest takes the lower RMSE, and the earlier of equals", () => {
  assertEquals(isBest("regression", row(0, 5), row(1, 4)), true);
  assertEquals(isBest("regression", row(0, 5), row(1, 5)), false);
  assertEquals(isBest("regression", row(0, 5), row(1, 6)), false);
});

Deno.test("isImproved knows that an RMSE is to fall and an R² to rise", () => {
  const rmse = { kind: "plateau", metric: "validationRmse", patience: 1 } as const;
  assertEquals(isImproved("regression", rmse, 4, 5), true);
  assertEquals(isImproved("regression", { ...rmse, metric: "validationR2" }, 4, 5), false);
});

Deno.test("execute learns numbers and keeps the weights of the lowest validation RMSE", async () => {
  const dataset = await loadNumbers();
  const { events, outcome } = train(NUMBERS, dataset);
  const rows = events.flatMap((event) => event.kind === "epoch" ? [event.row] : []);
  const { best, final, test } = outcome.result;
  assertEquals(best.validationRmse, Math.min(...rows.map((each) => each.validationRmse!)));
  assert(final.validationR2! > 0.9, `explains only ${final.validationR2}`);
  assertEquals(Object.keys(test!), ["rmse", "mae", "r2", "loss", "examples"]);
  assertEquals(
    Object.keys(final),
    recordsOf("regression").epochs.map(({ name }) => name),
  );
});

Deno.test("execute's loss of standardized targets is the RMSE in deviations, squared", async () => {
  const dataset = await loadNumbers();
  const { result } = train(NUMBERS, dataset).outcome;
  const deviations = result.test!.rmse! / dataset.targets!.deviation[0]!;
  assertAlmostEquals(result.test!.loss, deviations * deviations, 1e-6);
});

Deno.test("execute predicts numbers, and keeps the features of the worst", async () => {
  const dataset = await loadNumbers();
  const { predictions } = train(NUMBERS, dataset).outcome;
  const { rows, mistakes } = predictions!;
  assertEquals(Object.keys(rows[0]!), ["example", "target", "predicted", "loss"]);
  assertEquals(rows.map(({ target }) => target), [...dataset.test.targets!]);
  const worst = rows.toSorted((a, b) => b.loss - a.loss).map(({ example }) => example);
  assertEquals([...mistakes.examples], worst.slice(0, 24));
  assertEquals(mistakes.names, { targets: ["y"], features: ["a", "b"] });
  const first = worst[0]!;
  assertEquals([...mistakes.features!.slice(0, 2)], [
    ...dataset.test.values.slice(2 * first, 2 * first + 2),
  ]);
});

Deno.test("execute resumes a regression to the same bits", async () => {
  const dataset = await loadNumbers();
  const whole = train(NUMBERS, dataset);
  const run = execute(NUMBERS, dataset, createReferenceKernels("float32"));
  for (let i = 0; i < 6; i++) run.next();
  const { value } = run.next("checkpoint");
  const { checkpoint } = value as Extract<typeof value, { kind: "checkpoint" }>;
  const rest = finish(execute(NUMBERS, dataset, createReferenceKernels("float32"), checkpoint));
  assertEquals(rest.events.map(lineOf), whole.events.slice(-rest.events.length).map(lineOf));
  assertEquals(rest.outcome, whole.outcome);
});

Deno.test("Trainer scores examples of which no targets are known", async () => {
  const dataset = await loadNumbers();
  const trainer = new Trainer(NUMBERS, dataset, createReferenceKernels("float32"));
  const { targets: _, ...unknown } = dataset.test;
  assertEquals(trainer.scores(unknown), trainer.scores(dataset.test));
});
