/**
 * Every update rule, by name. A new one is a file beside the others and a line here; the types then
 * require its worked example in the tests.
 */
import {
  type ConfigOfKinds,
  type ConfigsByKind,
  exampleConfigs,
  type Fields,
  type FieldsIn,
  fieldsIn,
  requireFields,
} from "@samebit/input";
import type { FlatParameters } from "@samebit/layers";
import type { WeightMatrix } from "@samebit/networks";
import type { Kernels } from "@samebit/tensors";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { type ParameterRange, plainRanges } from "./groups.ts";
import { lion } from "./lion.ts";
import { momentum } from "./momentum.ts";
import { muon } from "./muon.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/** Every update rule by its name. */
export const OPTIMIZERS = {
  sgd,
  momentum,
  nesterov,
  rmsprop,
  adagrad,
  adam,
  adamw,
  lion,
  muon,
} as const;

/** Their fields. */
export const OPTIMIZER_FIELDS: FieldsIn<typeof OPTIMIZERS> = fieldsIn(OPTIMIZERS);

/** Any update rule with every field given, distinguished by `kind`. */
export type OptimizerConfig = ConfigOfKinds<typeof OPTIMIZER_FIELDS>;

/** The default of each rule: the course's values if it has the rule. */
export const OPTIMIZER_DEFAULTS: ConfigsByKind<typeof OPTIMIZER_FIELDS> = exampleConfigs(
  OPTIMIZER_FIELDS,
);

/** A folder's own update rules, by name: the counterpart of {@link OPTIMIZERS}. */
export type OwnOptimizers = Readonly<Record<string, OptimizerKind<Fields>>>;

/**
 * An update rule at work on `length` parameters, its state zero. Each rule: section 8.7 of the
 * contract, `docs/contracts/8-training.md`.
 *
 * @param matrices Which of them are weight matrices: only Muon uses this, and treats all others
 *   like biases.
 * @param stretches Which are treated differently; none if left out.
 * @param own Rules of a folder's own, for a plan that uses one.
 * @throws {RangeError} A hyperparameter is out of range, or there is no such rule.
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
  matrices: readonly WeightMatrix[] = [],
  ranges?: readonly ParameterRange[],
  own: OwnOptimizers = {},
): Optimizer {
  const { kind } = config;
  const { fields, create } = kindOf(kind, own);
  requireFields(kind, fields, config);
  const rule = create(config, kernels, length, matrices);
  return {
    kind,
    state: rule.state,
    update(parameters: FlatParameters, learningRate: number, step: number): void {
      requireLength(kind, parameters, length);
      const { values, gradients, weights } = parameters;
      for (const stretch of ranges ?? plainRanges(weights, length)) {
        if (stretch.isFrozen) continue;
        const { start, length, isWeights, factor, decay } = stretch;
        const rate = learningRate * factor;
        const part = {
          values: values.subarray(start, start + length),
          gradients: gradients.subarray(start, start + length),
          ...{ start, length, isWeights, rate, step },
        };
        if (decay > 0) kernels.scale(part.values, 1 - rate * decay, length);
        rule.update(part);
      }
    },
  };
}

/** @throws {RangeError} There is no such rule here. */
function kindOf(kind: string, own: OwnOptimizers): OptimizerKind<Fields> {
  const known: OwnOptimizers = { ...OPTIMIZERS, ...own };
  if (Object.hasOwn(known, kind)) return known[kind]!;
  throw new RangeError(
    `Cannot train by ${kind}: its code is not here but in its author's folder, where the tasks ` +
      "experiment and verify run it",
  );
}

/** @throws {RangeError} The parameters are not `length` numbers. */
function requireLength(kind: string, { values }: FlatParameters, length: number): void {
  if (values.length === length) return;
  throw new RangeError(
    `Cannot update ${values.length} parameters by ${kind}: it was created for ${length}`,
  );
}
