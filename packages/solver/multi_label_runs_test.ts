import { assert, assertEquals } from "@std/assert";
import { recordsOf } from "@samebit/runlog";
import { createReferenceKernels } from "@samebit/tensors";
import { execute } from "./execute.ts";
import { finish, LABELS, lineOf, loadLabels, train } from "./testing_plans.ts";

Deno.test("execute learns labels and keeps the weights of the highest label accuracy", async () => {
  const dataset = await loadLabels();
  const { events, outcome } = train(LABELS, dataset);
  const rows = events.flatMap((event) => event.kind === "epoch" ? [event.row] : []);
  const { best, final, test } = outcome.result;
  const all = rows.map((each) => each.validationLabelAccuracy!);
  assertEquals(best.validationLabelAccuracy, Math.max(...all));
  assert(test!.labelAccuracy! > 0.85, `answers only ${test!.labelAccuracy} right`);
  assertEquals(Object.keys(test!), ["labelAccuracy", "exactMatch", "macroF1", "loss", "examples"]);
  assertEquals(
    Object.keys(final),
    recordsOf("multi-label").epochs.map(({ name }) => name),
  );
});

Deno.test("execute predicts labels as its result says, and keeps features of the worst", async () => {
  const dataset = await loadLabels();
  const { result: { test }, predictions } = train(LABELS, dataset).outcome;
  const { rows, mistakes } = predictions!;
  const wrong = rows.filter((row) =>
    [1, 2, 3].some((j) => (row[`probability${j}`]! > 0.5) !== (row[`target${j}`] === 1))
  );
  assertEquals((rows.length - wrong.length) / rows.length, test!.exactMatch);
  assert(wrong.length > 0 && wrong.length < rows.length);
  const worst = wrong.toSorted((a, b) => b.loss - a.loss).map(({ example }) => example);
  assertEquals([...mistakes.examples], worst.slice(0, 24));
  assertEquals(mistakes.names, { targets: ["high", "odd", "rare"], features: ["a", "b"] });
});

Deno.test("execute resumes a run of several labels to the same bits", async () => {
  const dataset = await loadLabels();
  const whole = train(LABELS, dataset);
  const run = execute(LABELS, dataset, createReferenceKernels("float32"));
  for (let i = 0; i < 6; i++) run.next();
  const { value } = run.next("checkpoint");
  const { checkpoint } = value as Extract<typeof value, { kind: "checkpoint" }>;
  const rest = finish(execute(LABELS, dataset, createReferenceKernels("float32"), checkpoint));
  assertEquals(rest.events.map(lineOf), whole.events.slice(-rest.events.length).map(lineOf));
  assertEquals(rest.outcome, whole.outcome);
});
