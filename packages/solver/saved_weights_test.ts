import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels, createTensor } from "@samebit/tensors";
import { restoreSavedWeights } from "./saved_weights.ts";
import { FULL, loadDigitsOf, train } from "./testing_plans.ts";
import { Trainer } from "./trainer.ts";

const dataset = await loadDigitsOf(FULL);
const { outcome: { result, bestWeights, finalWeights } } = train(FULL, dataset);

function createTrainer(): Trainer {
  return new Trainer(FULL, dataset, createReferenceKernels("float32"));
}

Deno.test("restoreSavedWeights gives the very losses and accuracies that the run recorded", () => {
  const trainer = createTrainer();
  restoreSavedWeights(trainer.network, bestWeights);
  assertEquals(trainer.measure(dataset.test), result.test);
  assertEquals(trainer.measure(dataset.validation).loss, result.best.validationLoss);
  restoreSavedWeights(trainer.network, finalWeights);
  assertEquals(trainer.measure(dataset.validation).loss, result.final.validationLoss);
});

Deno.test("restoreSavedWeights changes nothing if a tensor does not fit", () => {
  const trainer = createTrainer();
  const before = trainer.weights();
  const [W1, ...others] = bestWeights;
  const wrong = { ...W1!, ...createTensor([12, 64], W1!.data) };
  const extra = { ...W1!, name: "W9" };
  assertThrows(
    () => restoreSavedWeights(trainer.network, others),
    RangeError,
    "W1 is missing; the plan needs float32 [64, 12]",
  );
  assertThrows(
    () => restoreSavedWeights(trainer.network, [...others, wrong]),
    RangeError,
    "W1 is float32 [12, 64]; the plan needs float32 [64, 12]",
  );
  const double = { ...W1!, data: Float64Array.from(W1!.data) };
  assertThrows(
    () => restoreSavedWeights(trainer.network, [...others, double]),
    RangeError,
    "W1 is float64 [64, 12]; the plan needs float32 [64, 12]",
  );
  assertThrows(
    () => restoreSavedWeights(trainer.network, [...bestWeights, extra]),
    RangeError,
    '"W9" is not a tensor of the plan',
  );
  assertEquals(trainer.weights(), before);
});

Deno.test("Trainer.scores are in the order of the split, over more than one pass", () => {
  const trainer = createTrainer();
  restoreSavedWeights(trainer.network, bestWeights);
  const { values, labels } = dataset.test;
  const times = 10;
  const many = {
    values: Float32Array.from(
      { length: values.length * times },
      (_, i) => values[i % values.length]!,
    ),
    labels: Uint16Array.from(
      { length: labels.length * times },
      (_, i) => labels[i % labels.length]!,
    ),
    count: labels.length * times,
  };
  const once = [...trainer.scores(dataset.test)];
  assertEquals([...trainer.scores(many)], Array(times).fill(once).flat());
});
