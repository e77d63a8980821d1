/**
 * Weights that keep the size of numbers forward and of gradients backward (Glorot and Bengio 2010,
 * equation 12); normal, not uniform.
 */
import { drawNormals, type InitializationKind } from "./initialization_kind.ts";

const FIELDS = {} as const;

/** sqrt(2 / (fan-in + fan-out))·N(0, 1). */
export const xavier: InitializationKind<typeof FIELDS> = {
  fields: FIELDS,
  draw: (_config, weights, stream) =>
    drawNormals(weights, stream, (fans) => Math.sqrt(2 / (fans.in + fans.out))),
};
