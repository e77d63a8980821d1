/**
 * Clipping of gradients before an update, so that one bad batch cannot ruin the weights.
 *
 * value:       g = min(max(g, −limit), limit), each number for itself.
 * global-norm: g = g·(limit / norm) where norm = sqrt(Σ g²) over all parameters exceeds limit
 *              (Pascanu, Mikolov and Bengio 2013, algorithm 1). PyTorch divides by norm + 1e-6.
 */
import { bitsOf64, power } from "@samebit/arithmetic";
import { type ConfigOfKinds, POSITIVE, requireFields } from "@samebit/input";
import type { Floats, Kernels, Precision } from "@samebit/tensors";

/** The fields of each way to clip gradients. */
export const CLIPPING_FIELDS = {
  "none": {},
  "value": {
    limit: { holds: POSITIVE, example: 1, about: "The greatest absolute value of a number" },
  },
  "global-norm": {
    limit: { holds: POSITIVE, example: 1, about: "The greatest Euclidean norm of all together" },
  },
} as const;

/** How gradients are clipped: not at all, each number to −limit .. limit, or all together. */
export type ClippingConfig = ConfigOfKinds<typeof CLIPPING_FIELDS>;

/** The smallest number of each precision that is not denormal. */
const SMALLEST_NORMAL = { float32: power(0.5, 126), float64: power(0.5, 1022) } as const;

/**
 * Clips the first `n` gradients in place. The sum of squares is a lane sum in the kernels'
 * precision, root and quotient are float64. If squares or quotient leave the range of the precision
 * though every gradient is finite, the norm is computed again from scaled gradients: section 8.6 of
 * the contract, `docs/contracts/8-training.md`. Gradients that are not all finite are left
 * unchanged: the run is about to stop because of them, and scaling them to 0 would hide it.
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
  requireFields(`clipping by ${kind}`, CLIPPING_FIELDS[kind], config);
  if (kind === "value") {
    kernels.clip(gradients, limit, n);
    return;
  }
  const squares = kernels.sumOfSquares(gradients, n);
  const least = SMALLEST_NORMAL[kernels.precision];
  if (squares < Infinity && squares >= n * least) {
    const norm = Math.sqrt(squares);
    if (norm <= limit) return;
    if (limit / norm >= least) return kernels.scale(gradients, limit / norm, n);
  }
  clipScaled(limit, kernels, gradients, n);
}

/**
 * Clips by the norm of the gradients times a power of two that brings the largest near 1, so that
 * nothing overflows or underflows; if nothing would, the bits are the same.
 */
function clipScaled(limit: number, kernels: Kernels, gradients: Floats, n: number): void {
  const largest = largestMagnitude(gradients, n);
  if (largest === 0 || !Number.isFinite(largest)) return;
  const unit = unitFor(largest, kernels.precision);
  const before = gradients.slice(0, n);
  kernels.scale(gradients, unit, n);
  const norm = Math.sqrt(kernels.sumOfSquares(gradients, n));
  const factor = limit * unit / norm;
  if (factor < SMALLEST_NORMAL[kernels.precision]) return kernels.scale(gradients, limit / norm, n);
  gradients.set(before);
  if (norm > limit * unit) kernels.scale(gradients, factor, n);
}

function largestMagnitude(values: Floats, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

/** 2^−e with 2^e ≤ largest < 2^(e + 1), kept where both powers are normal numbers. */
function unitFor(largest: number, precision: Precision): number {
  const bound = precision === "float32" ? 126 : 1022;
  const exponent = Number(bitsOf64(largest) >> 52n) - 1023;
  const e = Math.min(Math.max(exponent, -bound), bound);
  return e > 0 ? power(0.5, e) : power(2, -e);
}
