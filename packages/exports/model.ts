/**
 * A trained network with all that is needed to use it: its plan, its weights, and what turns a raw
 * example into its input. Not for training it on: that is what the plan and the data are for.
 *
 * @module
 */
import type { RunRecord } from "@samebit/runlog";
import type { InputData, Plan, WeightTensor } from "@samebit/solver";
import type { WeightsChoice } from "@samebit/store";

/** A model that can be given away. */
export interface Model {
  /** The record of the run that made it. */
  readonly record: RunRecord;
  /** The plan in it. */
  readonly plan: Plan;
  /** Which of its weights these are. */
  readonly choice: WeightsChoice;
  /** What an example is, what becomes of its values, and what the outputs mean. */
  readonly data: InputData;
  /** Parameters and running statistics, by the names that they have in a run's files. */
  readonly weights: readonly WeightTensor[];
}

/** The part of a data set that lies with a model. */
export function inputDataOf(data: InputData): InputData {
  const { features, shape, classes, targets, columns, encoding, offset, factor } = data;
  return {
    features,
    shape,
    classes,
    ...(targets !== undefined && { targets }),
    ...(columns !== undefined && { columns }),
    ...(encoding !== undefined && { encoding }),
    offset,
    factor,
  };
}
