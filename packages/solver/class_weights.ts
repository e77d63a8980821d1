/**
 * Balanced class weights as numbers: the plan only asks for them, the training split decides.
 */
import { balancedWeights, type LossConfig } from "@samebit/losses";
import { countClasses, type Dataset } from "@samebit/splits";
import type { TrainingPlan } from "./plan.ts";

/**
 * The part of a data set that is needed: its classes, and the labels of its training split if
 * present.
 */
export type WeightedData = Pick<Dataset, "classes"> & {
  readonly train?: Pick<Dataset["train"], "labels">;
};

/**
 * The balanced weights of the classes; undefined if the plan does not ask for them or there is no
 * training split, and so no training.
 *
 * `docs/contracts/6-network.md`, section 6.6.
 */
function balancedWeightsOf(
  { loss }: Pick<TrainingPlan, "loss">,
  { classes, train }: WeightedData,
): readonly number[] | undefined {
  if (!isBalanced(loss) || train === undefined) return undefined;
  return balancedWeights(countClasses(train.labels, classes.length));
}

/** The balanced weights as in `run.json`, if the plan asks for them. */
export function recordWeights(
  plan: Pick<TrainingPlan, "loss">,
  data: WeightedData,
): { readonly classWeights?: readonly number[] } {
  const classWeights = balancedWeightsOf(plan, data);
  return classWeights === undefined ? {} : { classWeights };
}

/** The loss with its balanced weights as numbers, where there are any. */
export function weighLoss(plan: Pick<TrainingPlan, "loss">, data: WeightedData): LossConfig {
  const classWeights = balancedWeightsOf(plan, data);
  const { loss } = plan;
  // A class without examples has the weight 0, which a plan could not ask for.
  return classWeights === undefined ? loss : { ...loss, classWeights } as LossConfig;
}

function isBalanced(loss: LossConfig): boolean {
  return loss.kind === "softmax" && loss.classWeights === "balanced";
}
