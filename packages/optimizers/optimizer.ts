/**
 * What every update rule is: a step over the network's flat parameters with a state that is plain
 * data. A rule knows its own hyperparameters; the learning rate of the step comes from the
 * schedule, so that it can be logged.
 */
import type { FlatParameters } from "@samebit/layers";
import type { Floats, Kernels } from "@samebit/tensors";

export type { FlatParameters } from "@samebit/layers";

/** One update rule at work on one network. */
export interface Optimizer {
  /** The rule's name, such as `adam`. */
  readonly kind: string;
  /**
   * Its state by name (`velocity`, `cache`, `m`, `v`), each laid out like the values and 0 at first.
   * It is all that the rule remembers: write saved numbers into these arrays to continue.
   */
  readonly state: Readonly<Record<string, Floats>>;
  /**
   * Updates the parameters from the gradients. `step` counts from 1.
   *
   * @throws {RangeError} The parameters are not as many as the optimizer was created for.
   */
  update(parameters: FlatParameters, learningRate: number, step: number): void;
}

/** One kind of update rule: its defaults, and from its configuration to the rule at work. */
export interface OptimizerKind<Config> {
  /** The configuration where the experiment says nothing: the course's, unless the file says so. */
  readonly defaults: Config;
  /** Allocates the state for `length` parameters. */
  create(config: Config, kernels: Kernels, length: number): Optimizer;
}
