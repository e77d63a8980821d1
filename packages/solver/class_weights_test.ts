import { assertEquals, assertNotEquals } from "@std/assert";
import { countClasses } from "@samebit/splits";
import { recordWeights } from "./class_weights.ts";
import { loadDigitsOf, TINY, train } from "./testing_plans.ts";

const balanced = (classWeights: "none" | "balanced" | readonly number[]) => ({
  ...TINY,
  loss: { kind: "softmax", labelSmoothing: 0, classWeights } as const,
});

Deno.test("execute trains with balanced weights as with the same numbers written out", async () => {
  const dataset = await loadDigitsOf(TINY);
  const { classWeights } = recordWeights(balanced("balanced"), dataset);
  const [found, written, plain] = [balanced("balanced"), balanced(classWeights!), TINY].map((
    plan,
  ) => train(plan, dataset).outcome.finalWeights);
  assertEquals(found, written);
  assertNotEquals(found, plain);
});

Deno.test("recordWeights counts the training split, and is nothing where none are asked for", async () => {
  const dataset = await loadDigitsOf(TINY);
  const counts = countClasses(dataset.train.labels, 10);
  const { classWeights } = recordWeights(balanced("balanced"), dataset);
  assertEquals(classWeights![3], dataset.train.count / (10 * counts[3]!));
  assertEquals([recordWeights(TINY, dataset), recordWeights(balanced([1]), dataset)], [{}, {}]);
});
