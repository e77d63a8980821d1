/** Checks of the arguments of layers, at the boundary. Not for data inside a training step. */
import { FROM_1, requireField } from "@samebit/input";
import { formatShape, type Shape } from "@samebit/tensors";

/**
 * The number of features of an example that is a plain list of them.
 *
 * @param where The layer, such as `affine1`.
 * @param remedy What to do if the input has more axes.
 * @throws {RangeError} The shape is not `[features]`.
 */
export function requireFeatures(
  where: string,
  inputShape: Shape,
  remedy = ', which "flatten" makes of it',
): number {
  const [features] = inputShape;
  if (features !== undefined && inputShape.length === 1) {
    requireField(where, "inputs", FROM_1, features);
    return features;
  }
  throw refuseShape(where, inputShape, `[features]${inputShape.length > 1 ? remedy : ""}`);
}

/**
 * Makes sure that an example is a plain list of features or an image.
 *
 * @throws {RangeError} The shape is neither `[features]` nor `[channels, height, width]`.
 */
export function requireFeaturesOrImages(where: string, inputShape: Shape): void {
  if (inputShape.length === 1) requireFeatures(where, inputShape);
  else if (inputShape.length !== 3) {
    throw refuseShape(where, inputShape, "[features] or [channels, height, width]");
  }
}

/**
 * The axes of an example that is an image.
 *
 * @param where The layer, such as `convolution1`.
 * @throws {RangeError} The shape is not `[channels, height, width]`.
 */
export function requireImages(where: string, inputShape: Shape): [number, number, number] {
  const [channels, height, width] = inputShape;
  if (
    inputShape.length === 3 && channels !== undefined && height !== undefined && width !== undefined
  ) {
    return [channels, height, width];
  }
  throw refuseShape(where, inputShape, "[channels, height, width]");
}

function refuseShape(where: string, inputShape: Shape, wanted: string): RangeError {
  return new RangeError(
    `${where}: input cannot be of shape ${formatShape(inputShape)}; wanted ${wanted}`,
  );
}

/**
 * Makes sure that a number divides another.
 *
 * @throws {RangeError} It leaves a remainder.
 */
export function requireDivisor(
  where: string,
  name: string,
  divisor: number,
  of: string,
  count: number,
): void {
  if (count % divisor !== 0) {
    throw new RangeError(
      `${where}: ${name} cannot be ${divisor} with ${count} ${of}; wanted a divisor`,
    );
  }
}
