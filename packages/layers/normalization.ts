/**
 * What both normalizations have: epsilon, and a scale and a shift of each feature.
 */
import { type Fields, POSITIVE, requireFields } from "@samebit/input";
import type { Shape } from "@samebit/tensors";
import { requireFeatures } from "./checks.ts";
import type { LayerDeclaration, Naming } from "./layer.ts";

/** The number that keeps the root away from 0; the default is the course's. */
export const EPSILON = {
  holds: POSITIVE,
  default: 1e-5,
  about: "Added to the variance under the root",
} as const;

/**
 * A layer with `gamma, beta: [features]` whose output has the shape of its input.
 *
 * @param stem The kind, as names begin with it, such as `batchNorm`.
 * @throws {RangeError} A field is out of range, or the input is not `[features]`.
 */
export function declareNormalization(
  stem: string,
  fields: Fields,
  config: object,
  inputShape: Shape,
  name: Naming,
): LayerDeclaration {
  const features = requireFeatures(name(stem), inputShape);
  requireFields(name(stem), fields, config);
  return {
    outputShape: inputShape,
    parameters: [
      { name: name("gamma"), shape: [features], role: "scale" },
      { name: name("beta"), shape: [features], role: "shift" },
    ],
    multiplications: 0,
  };
}
