/** What all normalizations share: epsilon, and a scale and a shift for each feature or channel. */
import {
  type Field,
  type Fields,
  FRACTION,
  NOT_NEGATIVE,
  POSITIVE,
  requireFields,
} from "@samebit/input";
import type { Shape } from "@samebit/tensors";
import type { LayerDeclaration, Naming } from "./layer.ts";

/** The number that keeps the root away from 0; the default is the course's. */
export const EPSILON = {
  holds: POSITIVE,
  default: 1e-5,
  about: "Added to the variance under the root",
} as const satisfies Field;

/** How running statistics follow those of the batches; the default is the course's. */
export const MOMENTUM = {
  holds: FRACTION,
  default: 0.9,
  about: "The share of the running statistics that a step keeps",
} as const satisfies Field;

/**
 * The initial value of gamma. That of the last normalization of a residual block is 0, so that the
 * block starts as its shortcut alone (Goyal et al. 2017, section 5.1).
 */
export const FIRST_GAMMA = {
  holds: NOT_NEGATIVE,
  default: 1,
  about: "The initial value of every gamma; with 0 a residual block begins as its shortcut",
} as const satisfies Field;

/**
 * A layer with a gamma and a beta for each index of the first axis, whose output has the shape of its
 * input.
 *
 * @param where The layer, such as `batchNorm1`.
 * @throws {RangeError} A field is out of range.
 */
export function declareNormalization(
  where: string,
  fields: Fields,
  config: { readonly firstGamma: number },
  inputShape: Shape,
  name: Naming,
): LayerDeclaration {
  requireFields(where, fields, config);
  const shape = [inputShape[0]!];
  return {
    outputShape: inputShape,
    parameters: [
      { name: name("gamma"), shape, role: "scale", first: config.firstGamma },
      { name: name("beta"), shape, role: "shift" },
    ],
    multiplications: 0,
  };
}
