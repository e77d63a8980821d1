import { assertEquals, assertThrows } from "@std/assert";
import { checkFit, factsOf } from "./check_fit.ts";
import type { Plan } from "./plan.ts";
import { FULL, loadDigitsOf, loadNumbers, NUMBERS, TINY } from "./testing_plans.ts";

const digits = factsOf(await loadDigitsOf(TINY));
const numbers = factsOf(await loadNumbers());

/** Why a plan is refused, behind its field. */
function refusalOf(plan: Plan, facts = numbers): string {
  const refuse = (path: readonly string[], problem: string): never => {
    throw new Error(`${path.join(".")} ${problem}`);
  };
  return assertThrows(() => checkFit(plan, facts, refuse), Error).message;
}

Deno.test("checkTask refuses regression on data with classes", () => {
  assertEquals(
    refusalOf({ ...TINY, task: "regression" }, digits),
    'task cannot be "regression" on data with classes; wanted "classification", or a data set with ' +
      'targets, such as { kind: "csv", file: "prices.csv", targets: ["price"] }',
  );
});

Deno.test("checkTask refuses classification on data with targets", () => {
  assertEquals(
    refusalOf({ ...NUMBERS, task: "classification" }),
    'task cannot be "classification" on data with targets (y); wanted "regression", or a data set ' +
      "with a label",
  );
});

Deno.test("checkTask refuses a loss that is for the other task, and says which would fit", () => {
  assertEquals(
    refusalOf({ ...NUMBERS, loss: { kind: "hinge" } }),
    'loss cannot be "hinge" in regression; wanted one of mean-squared-error, mean-absolute-error, ' +
      "huber",
  );
  assertEquals(
    refusalOf({ ...TINY, loss: { kind: "huber", delta: 1 } }, digits),
    'loss cannot be "huber" in classification; wanted one of softmax, hinge',
  );
});

Deno.test("checkTask refuses mixed images with a loss that takes one label", () => {
  const augmentation = { ...FULL.augmentation, mixup: 0.2 } as Plan["augmentation"];
  assertEquals(
    refusalOf({ ...FULL, augmentation, loss: { kind: "hinge" } }, digits),
    'augmentation cannot mix images with loss "hinge", which takes one label; wanted mixup and ' +
      'cutmix 0, or loss "softmax"',
  );
});

Deno.test("checkFit refuses views of examples that are no images", () => {
  assertEquals(
    refusalOf({ ...NUMBERS, evaluation: { ...NUMBERS.evaluation, views: "mirrored" } }),
    "evaluation.views Cannot augment examples of shape [2]: wanted images, [channels, height, width] " +
      "or [height, width]",
  );
});

Deno.test("checkTask refuses to stop by a metric of the other task", () => {
  const stopping = { kind: "plateau", metric: "validationAccuracy", patience: 1 } as const;
  assertEquals(
    refusalOf({ ...NUMBERS, stopping }),
    'stopping.metric cannot be "validationAccuracy" in regression; wanted one of validationLoss, ' +
      "validationRmse, validationMae, validationR2",
  );
});
