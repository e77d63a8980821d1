/** The parameters of layers with weights: `W` and, if asked for, `b`. */
import type { Shape } from "@samebit/tensors";
import type { Naming, ParameterDeclaration } from "./layer.ts";

/**
 * Declares them.
 *
 * @param shape The shape of W.
 * @param fans The numbers that go into one output of W, and the outputs that one number goes to.
 * @param outputs The length of b; undefined if there is none.
 */
export function declareWeights(
  name: Naming,
  shape: Shape,
  fans: NonNullable<ParameterDeclaration["fans"]>,
  outputs: number | undefined,
): ParameterDeclaration[] {
  const weight: ParameterDeclaration = { name: name("W"), shape, role: "weight", fans };
  if (outputs === undefined) return [weight];
  return [weight, { name: name("b"), shape: [outputs], role: "bias" }];
}
