/**
 * The interface of an update rule: a step over parts of the network's flat parameters, with a state
 * that is plain data. A rule knows its own hyperparameters; the learning rate of the step comes
 * from the schedule, so that it can be logged, and the factor of a part comes from the plan's
 * groups.
 */
import { type ConfigOf, type Fields, numbers, type Values } from "@samebit/input";
import type { FlatParameters } from "@samebit/layers";
import type { WeightMatrix } from "@samebit/networks";
import type { Floats, Kernels } from "@samebit/tensors";

/** One update rule at work on one network. */
export interface Optimizer {
  /** The rule's name, such as `adam`. */
  readonly kind: string;
  /**
   * Its state by name (`velocity`, `cache`, `m`, `v`), each laid out like the values and 0 at
   * first. It is the rule's complete state: write saved numbers into these arrays to continue.
   */
  readonly state: Readonly<Record<string, Floats>>;
  /**
   * Updates the parameters from the gradients. `step` counts from 1.
   *
   * @throws {RangeError} The number of parameters is not the one that the optimizer was created
   *   for.
   */
  update(parameters: FlatParameters, learningRate: number, step: number): void;
}

/** Neighbouring parameters in one step of a rule: weights, or others. */
export interface ParameterSlice {
  /** Their values. */
  readonly values: Floats;
  /** Their gradients. */
  readonly gradients: Floats;
  /** The index of the first among all parameters. */
  readonly start: number;
  /** How many they are. */
  readonly length: number;
  /** Whether they are weights: only those decay in rules that have a weight decay. */
  readonly isWeights: boolean;
  /** Their learning rate in this step. */
  readonly rate: number;
  /** The step, from 1. */
  readonly step: number;
}

/** One update rule at work, part by part. */
export interface Rule {
  /** As {@link Optimizer.state}. */
  readonly state: Readonly<Record<string, Floats>>;
  /** Updates the parameters of one part. */
  update(part: ParameterSlice): void;
}

/** One kind of update rule: its fields, and from them to the working rule. */
export interface OptimizerKind<F extends Fields> {
  /** Its fields; the defaults are the course's, unless the file says otherwise. */
  readonly fields: F;
  /**
   * Allocates the state for `length` parameters, beginning with the weight matrices; the fields
   * have been checked.
   */
  create(
    config: ConfigOf<string, F>,
    kernels: Kernels,
    length: number,
    matrices: readonly WeightMatrix[],
  ): Rule;
}

const RATES: Values<number> = numbers("a number above 0, such as 1e-3", { exclusiveMinimum: 0 });

/** The field that every rule has, without its example: there is no honest default. */
export const LEARNING_RATE: { readonly holds: Values<number>; readonly about: string } = {
  holds: RATES,
  about: "The size of a step, before the schedule",
};
