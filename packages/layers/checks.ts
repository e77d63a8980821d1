/** Checks of what layers are given, at the border. Not for data inside a training step. */
import { FROM_1, requireField } from "@samebit/input";
import { formatShape, type Shape } from "@samebit/tensors";

/**
 * The number of features of an example that is a plain list of them.
 *
 * @param where The layer, such as `affine1`.
 * @throws {RangeError} The shape is not `[features]`.
 */
export function requireFeatures(where: string, inputShape: Shape): number {
  const [features] = inputShape;
  if (features !== undefined && inputShape.length === 1) {
    requireField(where, "inputs", FROM_1, features);
    return features;
  }
  throw new RangeError(
    `${where}: input cannot be of shape ${formatShape(inputShape)}; wanted [features]`,
  );
}
