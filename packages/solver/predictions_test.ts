import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Dataset } from "@samebit/splits";
import { taskKindOf } from "@samebit/tasks";
import { withMistakes } from "./predictions.ts";
import { loadDigitsOf, TINY, train } from "./testing_plans.ts";

const CLASSES = taskKindOf({}).begin({ classes: ["a", "b"] }, "float32");

const row = (example: number, label: number, predicted: number, loss: number) => ({
  example,
  label,
  predicted,
  loss,
});

function datasetOf(shape: readonly number[]): Dataset {
  const values = Uint8Array.from({ length: 10 }, (_, at) => at);
  const split = { values, labels: new Uint16Array(5), count: 5 };
  return { shape, features: 2, classes: ["a", "b"], test: split } as unknown as Dataset;
}

Deno.test("withMistakes puts the greatest loss first, NaN before it, the earlier of equal ones first", () => {
  const rows = [
    row(0, 1, 0, 2),
    row(1, 1, 1, 9),
    row(2, 0, 1, 3),
    row(3, 1, 0, 2),
    row(4, 0, -1, NaN),
  ];
  const { mistakes } = withMistakes(CLASSES, rows, datasetOf([1, 2]));
  assertEquals([...mistakes.examples], [4, 2, 0, 3]);
  assertEquals([...mistakes.images!], [8, 9, 4, 5, 0, 1, 6, 7]);
  assertEquals(mistakes.classes, ["a", "b"]);
});

Deno.test("withMistakes keeps no values of examples that are not images", () => {
  const { mistakes } = withMistakes(CLASSES, [row(0, 1, 0, 2)], datasetOf([2]));
  assertEquals([[...mistakes.examples], "images" in mistakes], [[0], false]);
});

Deno.test("execute tells the probability of each class where the plan asks for it", async () => {
  const dataset = await loadDigitsOf(TINY);
  const evaluation = { ...TINY.evaluation, predictions: true, probabilities: true };
  const { rows } = train({ ...TINY, evaluation }, dataset).outcome.predictions!;
  const plain = train({ ...TINY, evaluation: { ...evaluation, probabilities: false } }, dataset);
  for (const [at, { example, label, predicted, loss, ...told }] of rows.entries()) {
    assertEquals({ example, label, predicted, loss }, plain.outcome.predictions!.rows[at]);
    assertEquals(Object.keys(told), Array.from({ length: 10 }, (_, j) => `probability${j + 1}`));
    assertAlmostEquals(-Math.log(Object.values(told)[label!]!), loss, 1e-5);
  }
});

Deno.test("execute predicts each example of the test split as its result says", async () => {
  const dataset = await loadDigitsOf(TINY);
  const plan = { ...TINY, evaluation: { ...TINY.evaluation, predictions: true } };
  const { result, predictions } = train(plan, dataset).outcome;
  const { rows } = predictions!;
  assertEquals(rows.map(({ example }) => example), [...rows.keys()]);
  assertEquals(rows.map(({ label }) => label), [...dataset.test.labels]);
  const correct = rows.filter(({ label, predicted }) => label === predicted);
  assertEquals(correct.length / rows.length, result.test!.accuracy);
  assertEquals(rows.reduce((sum, { loss }) => sum + loss, 0) / rows.length, result.test!.loss);
  assertEquals("predictions" in train(TINY, dataset).outcome, false);
});
