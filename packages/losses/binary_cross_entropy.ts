/**
 * Binary cross-entropy from scores, for several labels at once: each applies or not, independently
 * of the others.
 *
 * With k labels, p = logistic(scores), targets 0 or 1, s = labelSmoothing, t = (1 − s)·target + s / 2 and
 * w the positive weight of the label, 1 if there are none, for each row:
 * Forward:  loss = −(1 / k)·Σ (w·t·log p + (1 − t)·log(1 − p)).
 * Backward: dscores = ((1 − t)·p − w·t·(1 − p)) / (k·N), for the mean over N rows.
 *
 * The one idea: neither p nor its logarithm is rounded on the way. −log p and −log(1 − p) are each
 * a maximum and the log of 1 + exp(−|score|), and the remainder of a target is multiplied by p or
 * by 1 − p, so that nothing cancels. All arithmetic is float64, and a number is rounded once, where
 * it is stored: `docs/contracts/20-multi-label.md`, section 20.2.
 */
import { exp, log, logistic } from "@samebit/arithmetic";
import {
  type ConfigOf,
  FRACTION,
  listOf,
  oneOf,
  POSITIVE,
  type Values,
  wordsOr,
} from "@samebit/input";
import type { Floats } from "@samebit/tensors";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { createMixableLoss } from "./mixed_rows.ts";

const POSITIVE_WEIGHTS: Values<"none" | readonly number[]> = wordsOr(
  oneOf("positive weights", "none"),
  listOf(POSITIVE, "a list of numbers above 0, one for each label, such as [1, 2.5]"),
);

const FIELDS = {
  labelSmoothing: {
    holds: FRACTION,
    default: 0,
    about: "The share of each target that is split evenly between yes and no in training",
  },
  positiveWeights: {
    holds: POSITIVE_WEIGHTS,
    default: "none",
    about: "What an example in which a label holds counts for that label while training",
  },
} as const;

/** Binary cross-entropy; evaluation leaves the label smoothing and the weights out. */
export const binaryCrossEntropy: LossKind<typeof FIELDS> = {
  fields: FIELDS,
  takes: "zeros-and-ones",
  mixes: true,
  create,
};

function create(
  { labelSmoothing, positiveWeights }: ConfigOf<string, typeof FIELDS>,
  context: LossContext,
): Loss {
  const { kernels, outputs: labels } = context;
  const equal = new Float64Array(labels).fill(1);
  const weights = positiveWeights === "none" ? equal : Float64Array.from(positiveWeights);
  if (weights.length !== labels) {
    throw new RangeError(
      `the binary-cross-entropy loss: positiveWeights has ${weights.length} numbers for ${labels} ` +
        "labels; wanted one for each",
    );
  }
  return createMixableLoss<Floats>(context, {
    allocate: (numbers) => kernels.allocate(numbers),
    width: labels,
    measure(scores, targets, { training }, losses, scoresGrad, rows) {
      const smoothing = training ? labelSmoothing : 0;
      const weightOf = training ? weights : equal;
      for (let r = 0, at = 0; r < rows; r++) {
        let sum = 0;
        for (let j = 0; j < labels; j++, at++) {
          const target = (1 - smoothing) * targets[at]! + smoothing / 2;
          sum += costOf(scores[at]!, target, weightOf[j]!);
          scoresGrad[at] = slopeOf(scores[at]!, target, weightOf[j]!) / (labels * rows);
        }
        losses[r] = sum / labels;
      }
    },
  });
}

/** −(w·t·log p + (1 − t)·log(1 − p)). A part of share 0 is left out, since it may be infinite. */
function costOf(score: number, target: number, weight: number): number {
  const rest = logOfOneAnd(exp(-Math.abs(score)));
  const ofYes = Math.max(-score, 0) + rest;
  const ofNo = Math.max(score, 0) + rest;
  if (target === 0 || target === 1) return target === 1 ? weight * ofYes : ofNo;
  return weight * target * ofYes + (1 - target) * ofNo;
}

/** (1 − t)·p − w·t·(1 − p): p − t where w is 1. */
function slopeOf(score: number, target: number, weight: number): number {
  return (1 - target) * logistic(score) - weight * target * logistic(-score);
}

/** log(1 + x) for x from 0 to 1, exact where x is lost next to 1 (Goldberg 1991, theorem 4). */
function logOfOneAnd(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : log(sum) * x / (sum - 1);
}
