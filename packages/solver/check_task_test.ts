import { assertEquals, assertThrows } from "@std/assert";
import { checkFit, factsOf } from "./check_fit.ts";
import type { Plan } from "./plan.ts";
import {
  FULL,
  LABELS,
  loadDigitsOf,
  loadLabels,
  loadNumbers,
  NUMBERS,
  TINY,
} from "./testing_plans.ts";

const digits = factsOf(await loadDigitsOf(TINY));
const numbers = factsOf(await loadNumbers());

const labels = factsOf(await loadLabels());

/** Facts of the labels with other targets. */
function labelled(changes: Partial<NonNullable<typeof labels.targets>>) {
  return { ...labels, targets: { ...labels.targets!, ...changes } };
}

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

Deno.test("checkTask refuses a loss of the other task, and says which would fit", () => {
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

Deno.test("checkTask refuses mixed images with a loss that takes those of one image", () => {
  const augmentation = { ...FULL.augmentation, mixup: 0.2 } as Plan["augmentation"];
  assertEquals(
    refusalOf({ ...FULL, augmentation, loss: { kind: "hinge" } }, digits),
    'augmentation cannot mix images with loss "hinge", which takes the targets of one ' +
      'image; wanted mixup and cutmix 0, or loss "softmax"',
  );
});

Deno.test("checkTask refuses class weights that are not one for each class", () => {
  const loss = { kind: "softmax", labelSmoothing: 0, classWeights: [1, 2] } as const;
  assertEquals(
    refusalOf({ ...TINY, loss }, digits),
    "loss.classWeights has 2 numbers for 10 classes; wanted one for each, in their order",
  );
});

Deno.test("checkTask refuses probabilities where there are none, or no predictions to tell them", () => {
  const asks = { predictions: true, probabilities: true };
  const numbered = { ...NUMBERS, evaluation: { ...NUMBERS.evaluation, ...asks } };
  const digital = { ...TINY, evaluation: { ...TINY.evaluation, ...asks } };
  assertEquals(
    refusalOf(numbered),
    "evaluation.probabilities is for classes, not for regression; leave it out",
  );
  assertEquals(
    refusalOf({ ...digital, loss: { kind: "hinge" } }, digits),
    'evaluation.probabilities needs loss "softmax", since the scores of "hinge" are not probabilities',
  );
  assertEquals(
    refusalOf({ ...digital, evaluation: { ...digital.evaluation, predictions: false } }, digits),
    "evaluation.probabilities needs the predictions to be kept: predictions: true",
  );
});

Deno.test("checkFit refuses views of examples that are not images", () => {
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

Deno.test("checkTask refuses a target that is the same in all training examples", () => {
  const targets = { names: ["y"], mean: Float64Array.of(7.5), deviation: Float64Array.of(0) };
  assertEquals(
    refusalOf(NUMBERS, { ...numbers, targets }),
    'dataset.targets have 7.5 as "y" in all training examples; wanted at least two different values',
  );
});

Deno.test("checkTask accepts labels that never or always hold in training", () => {
  checkFit(LABELS, labelled({ deviation: Float64Array.of(0, 0.5, 0) }), () => {
    throw new Error("refused");
  });
});

Deno.test("checkTask refuses labels that are neither 0 nor 1, with their place", () => {
  const nonBinary = { place: "t.csv, line 3, column 2 (red)", value: 2 };
  assertEquals(
    refusalOf(LABELS, labelled({ nonBinary })),
    "dataset.targets have 2 at t.csv, line 3, column 2 (red); wanted 0 or 1, whether the label applies",
  );
});

Deno.test("checkTask refuses a single label, and says which task is for it", () => {
  assertEquals(
    refusalOf(LABELS, labelled({ names: ["red"] })),
    'dataset.targets name one label, "red"; wanted several, or task "classification" with it as ' +
      "the label",
  );
});

Deno.test("checkTask refuses positive weights that are not one for each label", () => {
  const loss = {
    kind: "binary-cross-entropy",
    labelSmoothing: 0,
    positiveWeights: [1, 2, 3, 4, 5],
  } as const;
  assertEquals(
    refusalOf({ ...LABELS, loss }, labels),
    `loss.positiveWeights has 5 numbers for ${
      labels.targets!.names.length
    } labels; wanted one for ` +
      "each, in their order",
  );
});

Deno.test("checkTask refuses other losses with several labels, and mixed rows of numbers", () => {
  assertEquals(
    refusalOf(
      { ...LABELS, loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" } },
      labels,
    ),
    'loss cannot be "softmax" in multi-label; wanted "binary-cross-entropy"',
  );
  const augmentation = { ...FULL.augmentation, mixup: 0.2 } as Plan["augmentation"];
  assertEquals(
    refusalOf({ ...NUMBERS, augmentation }),
    'augmentation cannot mix images with loss "mean-squared-error", which takes the targets of one ' +
      "image; wanted mixup and cutmix 0",
  );
});

Deno.test("checkTask says which tasks fit the targets", () => {
  assertEquals(
    refusalOf({ ...TINY, dataset: LABELS.dataset }, labels),
    'task cannot be "classification" on data with targets (high, odd, rare); wanted "regression", ' +
      '"multi-label", or a data set with a label',
  );
});
