import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { recordsOf } from "@samebit/runlog";
import { createReferenceKernels } from "@samebit/tensors";
import { isBest, isImproved } from "./choice.ts";
import { execute } from "./execute.ts";
import { finish, lineOf, loadNumbers, NUMBERS, train } from "./testing_plans.ts";
import { Trainer } from "./trainer.ts";

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

Deno.test("Trainer scores examples whose targets are unknown", async () => {
  const dataset = await loadNumbers();
  const trainer = new Trainer(NUMBERS, dataset, createReferenceKernels("float32"));
  const { targets: _, ...unknown } = dataset.test;
  assertEquals(trainer.scores(unknown), trainer.scores(dataset.test));
});
