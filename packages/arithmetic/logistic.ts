/**
 * The logistic function 1 / (1 + exp(−x)), for the sigmoid and SiLU. The one idea: exp of −|x|
 * neither overflows nor is lost next to 1, so that results near 0 keep their precision, denormals
 * included.
 */
import { exp32 } from "./exp32.ts";
import { exp } from "./exp64.ts";

/**
 * Returns 1 / (1 + exp(−x)) in float32, the same bits as every kernel.
 *
 * `x` is rounded to float32 first. Within 2.41 ulp of the exact value (all inputs tried). 0 below
 * -103.97208, 1 from 16.63554 on, NaN for NaN; logistic32(0) is exactly 0.5.
 *
 * Order: `e = exp32(-|x|)`, `(x < 0 ? e : 1) / (1 + e)`, every operation rounded to float32.
 *
 * @example
 * ```ts
 * import { logistic32 } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logistic32(0), 0.5);
 * assertEquals(logistic32(-200), 0);
 * ```
 */
export function logistic32(x: number): number {
  const x32 = Math.fround(x);
  const e = exp32(-Math.abs(x32));
  return Math.fround((x32 < 0 ? e : 1) / Math.fround(1 + e));
}

/**
 * Returns 1 / (1 + exp(−x)) in float64, the same bits everywhere.
 *
 * Within 2 ulp of the exact value (measured against 200-bit arithmetic). The order is that of {@link logistic32}.
 *
 * @example
 * ```ts
 * import { logistic } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logistic(40), 1);
 * ```
 */
export function logistic(x: number): number {
  const e = exp(-Math.abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}
