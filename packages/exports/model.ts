/**
 * A trained network with everything needed to use it: its plan, its weights, and the map from a raw
 * example to its input. Not for further training, which takes the plan and the data.
 *
 * @module
 */
import type { RunRecord } from "@samebit/runlog";
import type { InputData, Plan, WeightTensor } from "@samebit/solver";
import type { WeightsChoice } from "@samebit/store";

/** A model that can be shared. */
export interface Model {
  /** The record of the run that made it. */
  readonly record: RunRecord;
  /** The run's plan. */
  readonly plan: Plan;
  /** Which of its weights these are. */
  readonly choice: WeightsChoice;
  /** What an example is, how its values are mapped, and what the outputs mean. */
  readonly data: InputData;
  /** Parameters and running statistics, by their names in a run's files. */
  readonly weights: readonly WeightTensor[];
}

/** The part of a data set that belongs to a model. */
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
