/**
 * Softmax cross-entropy with label smoothing (Szegedy et al. 2016, section 7).
 *
 * With p = softmax(scores), C classes and s = labelSmoothing, a row with label q has the target
 * t[j] = (1 − s)·[j = q] + s / C.
 * Forward:  loss = −Σ t·log p, computed after subtracting the row's greatest score.
 * Backward: dscores = (p − t) / N, for the mean over N rows. With class weights both are multiplied
 * by the weight of q while training; the mean stays one over N rows.
 */
import { type ConfigOf, FRACTION } from "@samebit/input";
import { CLASS_WEIGHTS, type ClassWeights, weighRows } from "./class_weights.ts";
import { requireClasses } from "./classification.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { createMixableLoss } from "./mixed_rows.ts";
import type { Floats, Labels } from "@samebit/tensors";

const FIELDS = {
  labelSmoothing: {
    holds: FRACTION,
    default: 0,
    about: "The share of the target that is spread over all classes in training",
  },
  classWeights: {
    holds: CLASS_WEIGHTS,
    default: "none",
    about:
      "The weight of an example of each class in training; `balanced` makes every class of the " +
      "training split count the same",
  },
} as const;

/** Softmax cross-entropy; evaluation leaves label smoothing and class weights out. */
export const softmaxCrossEntropy: LossKind<typeof FIELDS> = {
  fields: FIELDS,
  takes: "labels",
  mixes: true,
  create,
};

function create(
  { labelSmoothing, classWeights }: ConfigOf<string, typeof FIELDS>,
  context: LossContext,
): Loss {
  const { kernels, outputs: classes } = context;
  requireClasses("the softmax loss", classes);
  const weigh = createWeighing(classWeights, context);
  return createMixableLoss(context, {
    allocate: (numbers) => new Uint16Array(numbers),
    width: 1,
    measure(scores, labels, { training }, losses, scoresGrad, rows) {
      const smoothing = training ? labelSmoothing : 0;
      kernels.softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes);
      if (training) weigh(labels, losses, scoresGrad, rows);
    },
  });
}

/** What weighs rows in training. */
function createWeighing(classWeights: ClassWeights, { kernels, outputs }: LossContext): Weigh {
  if (classWeights === "none") return () => {};
  if (classWeights === "balanced") {
    return () => {
      throw new RangeError(
        "Cannot train with balanced class weights: the examples of each class were not counted",
      );
    };
  }
  if (classWeights.length !== outputs) {
    throw new RangeError(
      `the softmax loss: classWeights has ${classWeights.length} numbers for ${outputs} classes; ` +
        "wanted one for each",
    );
  }
  const weights = kernels.allocate(outputs);
  weights.set(classWeights);
  return (labels, losses, scoresGrad, rows) => weighRows(weights, labels, losses, scoresGrad, rows);
}

type Weigh = (labels: Labels, losses: Floats, scoresGrad: Floats, rows: number) => void;
