/**
 * Every kind of loss, by name. A new one is a file beside the others and a line here; the types
 * then require its samples in `packages/gradients/gradient_samples.ts`.
 */
import {
  type ConfigOfKinds,
  type Fields,
  type FieldsIn,
  fieldsIn,
  requireFields,
} from "@samebit/input";
import { binaryCrossEntropy } from "./binary_cross_entropy.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import type { Loss, LossContext, LossKind } from "./loss.ts";
import { meanAbsoluteError } from "./mean_absolute_error.ts";
import { meanSquaredError } from "./mean_squared_error.ts";
import { softmaxCrossEntropy } from "./softmax_cross_entropy.ts";

/** Every loss by its name. */
export const LOSSES = {
  "softmax": softmaxCrossEntropy,
  "hinge": hinge,
  "mean-squared-error": meanSquaredError,
  "mean-absolute-error": meanAbsoluteError,
  "huber": huber,
  "binary-cross-entropy": binaryCrossEntropy,
} as const;

/** Their fields. */
export const LOSS_FIELDS: FieldsIn<typeof LOSSES> = fieldsIn(LOSSES);

/** Any loss, distinguished by `kind`. */
export type LossConfig = ConfigOfKinds<typeof LOSS_FIELDS>;

/** Losses of a folder's own, by name: the counterpart of {@link LOSSES}. */
export type OwnLosses = Readonly<Record<string, LossKind<Fields>>>;

/**
 * The kind of a loss; undefined if it is not one of the project's and its code is not here.
 *
 * @param own Losses of a folder's own, for a plan that names one.
 */
export function lossKindOf(
  { kind }: { readonly kind: string },
  own: OwnLosses = {},
): LossKind<Fields> | undefined {
  const known: OwnLosses = { ...own, ...LOSSES };
  return Object.hasOwn(known, kind) ? known[kind] : undefined;
}

/**
 * A loss at work.
 *
 * @param own As of {@link lossKindOf}.
 * @throws {RangeError} A field of the configuration is out of range, or there is no such loss here.
 */
export function createLoss(config: LossConfig, context: LossContext, own?: OwnLosses): Loss {
  const kind = lossKindOf(config, own);
  if (kind === undefined) {
    throw new RangeError(`Cannot minimise ${config.kind}: its code is not here`);
  }
  const { fields, create } = kind;
  requireFields(`the ${config.kind} loss`, fields, config);
  return create(config, context);
}
