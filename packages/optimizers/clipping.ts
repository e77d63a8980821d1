/**
 * Clipping of gradients before an update, so that one bad batch cannot throw the weights away.
 *
 * value:       g = min(max(g, −limit), limit), each number for itself.
 * global-norm: g = g·(limit / norm) where norm = sqrt(Σ g²) over all parameters exceeds limit
 *              (Pascanu, Mikolov and Bengio 2013, algorithm 1). PyTorch divides by norm + 1e-6.
 */
import type { Floats, Kernels } from "@samebit/tensors";
import { requirePositive } from "./checks.ts";

/** How gradients are clipped. */
export type ClippingConfig =
  | {
    /** Not at all. */
    readonly kind: "none";
  }
  | {
    /** Each number to −limit .. limit. */
    readonly kind: "value";
    /** The greatest absolute value, above 0. */
    readonly limit: number;
  }
  | {
    /** All together, keeping their direction. */
    readonly kind: "global-norm";
    /** The greatest Euclidean norm, above 0. */
    readonly limit: number;
  };

/**
 * Clips the first `n` gradients in place. The sum of squares is a lane sum in the kernels' precision,
 * root and quotient are float64. Gradients whose norm is not finite are left as they are: the run is
 * about to stop for them, and scaling them to 0 would hide it.
 *
 * @throws {RangeError} The limit is not above 0.
 *
 * @example
 * ```ts
 * import { clipGradients } from "@samebit/optimizers";
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const gradients = Float64Array.of(3, -4);
 * clipGradients({ kind: "global-norm", limit: 2.5 }, createReferenceKernels("float64"), gradients, 2);
 * assertEquals(gradients, Float64Array.of(1.5, -2));
 * ```
 */
export function clipGradients(
  config: ClippingConfig,
  kernels: Kernels,
  gradients: Floats,
  n: number,
): void {
  if (config.kind === "none") return;
  const { kind, limit } = config;
  requirePositive(`clipping by ${kind}`, "limit", limit);
  if (kind === "value") {
    kernels.clip(gradients, limit, n);
    return;
  }
  const norm = Math.sqrt(kernels.sumOfSquares(gradients, n));
  if (norm > limit && norm < Infinity) kernels.scale(gradients, limit / norm, n);
}
