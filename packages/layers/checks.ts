/**
 * Checks of configurations at the border: each error names the part that cannot be used, the
 * field, its value, and what it must be. Not for data inside a training step.
 */
import { formatShape, type Shape } from "@samebit/tensors";

/**
 * Makes sure that a field of a configuration is a whole number.
 *
 * @param where What cannot be used otherwise, such as `affine1`.
 * @throws {RangeError} `value` is no integer of at least `least`.
 */
export function requireInteger(where: string, field: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(
    `Cannot use ${where}: ${field} is ${value}, but must be an integer of at least ${least}`,
  );
}

/**
 * Makes sure that a field of a configuration is a finite number in its range.
 *
 * @param where What cannot be used otherwise, such as `adam`.
 * @param wanted Reads such as "above 0 and at most 1".
 * @throws {RangeError} `value` is not finite, or `holds` is false.
 */
export function requireNumber(
  where: string,
  field: string,
  value: number,
  holds: boolean,
  wanted: string,
): void {
  if (Number.isFinite(value) && holds) return;
  throw new RangeError(`Cannot use ${where}: ${field} is ${value}, but must be ${wanted}`);
}

/**
 * The number of features of an example that is a plain list of them.
 *
 * @param where The layer, such as `affine1`.
 * @throws {RangeError} The shape is not `[features]`.
 */
export function requireFeatures(where: string, inputShape: Shape): number {
  const [features] = inputShape;
  if (features !== undefined && inputShape.length === 1) {
    requireInteger(where, "inputs", features, 1);
    return features;
  }
  throw new RangeError(
    `Cannot use ${where}: its input is ${formatShape(inputShape)}, but must be [features]`,
  );
}
