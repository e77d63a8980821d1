/**
 * Every update rule, by name. A new one is a file beside the others and a line here; the types then
 * ask for its worked example in the tests.
 */
import type { Kernels } from "@samebit/tensors";
import { adagrad, type AdagradConfig } from "./adagrad.ts";
import { adam, type AdamConfig } from "./adam.ts";
import { adamw, type AdamwConfig } from "./adamw.ts";
import { momentum, type MomentumConfig } from "./momentum.ts";
import { nesterov, type NesterovConfig } from "./nesterov.ts";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";
import { rmsprop, type RmspropConfig } from "./rmsprop.ts";
import { sgd, type SgdConfig } from "./sgd.ts";

/** Any update rule with every field given, told apart by `kind`. */
export type OptimizerConfig =
  | AdagradConfig
  | AdamConfig
  | AdamwConfig
  | MomentumConfig
  | NesterovConfig
  | RmspropConfig
  | SgdConfig;

/** The defaults of each rule, by its name. */
export type OptimizerDefaults = {
  readonly [K in OptimizerConfig["kind"]]: Extract<OptimizerConfig, { kind: K }>;
};

type OptimizerTable = {
  readonly [K in OptimizerConfig["kind"]]: OptimizerKind<Extract<OptimizerConfig, { kind: K }>>;
};

const OPTIMIZERS: OptimizerTable = { adagrad, adam, adamw, momentum, nesterov, rmsprop, sgd };

/** What each rule does where an experiment says nothing: the course's values where it has the rule. */
export const OPTIMIZER_DEFAULTS: OptimizerDefaults = {
  adagrad: adagrad.defaults,
  adam: adam.defaults,
  adamw: adamw.defaults,
  momentum: momentum.defaults,
  nesterov: nesterov.defaults,
  rmsprop: rmsprop.defaults,
  sgd: sgd.defaults,
};

/**
 * An update rule at work on `length` parameters, its state zero.
 *
 * @throws {RangeError} A hyperparameter is out of range.
 *
 * @example
 * ```ts
 * import { createOptimizer, OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const kernels = createReferenceKernels("float64");
 * const optimizer = createOptimizer(OPTIMIZER_DEFAULTS.momentum, kernels, 2);
 * const values = Float64Array.of(1, 2);
 * const gradients = Float64Array.of(4, -8);
 * optimizer.update({ values, gradients, weights: 2 }, 0.125, 1);
 * assertEquals(values, Float64Array.of(0.5, 3));
 * assertEquals(optimizer.state.velocity, Float64Array.of(-0.5, 1));
 * ```
 */
export function createOptimizer(
  config: OptimizerConfig,
  kernels: Kernels,
  length: number,
): Optimizer {
  const kind = OPTIMIZERS[config.kind] as OptimizerKind<OptimizerConfig>;
  return kind.create(config, kernels, length);
}
