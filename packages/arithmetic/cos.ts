/**
 * cos and sin in float64 for moderate angles, as needed by schedules and synthetic data. Not for
 * huge angles, which would need more digits of pi than are kept here.
 *
 * The one idea: x = n pi/2 + r with |r| <= pi/4. pi/2 is split into three parts, the first two of
 * 33 bits, so that n times each is exact for |n| <= 2^20; Taylor polynomials do the rest.
 */

const TWO_OVER_PI = 0.6366197723675814;
/** pi/2 in three parts: 3ff921fb54400000, 3dd0b4611a600000, 3ba3198a2e037073. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/** 2^20 pi/2, rounded: 2^20 times the float64 nearest to pi/2. */
const LARGEST_ANGLE = 1647099.3291652855;

/** 1/16!, -1/14!, ..., -1/2!: cos r = 1 + z * (...) with z = r * r. */
const COS_SERIES: readonly number[] = [
  1 / 20922789888000,
  -1 / 87178291200,
  1 / 479001600,
  -1 / 3628800,
  1 / 40320,
  -1 / 720,
  1 / 24,
  -1 / 2,
];

/** 1/17!, -1/15!, ..., -1/3!: sin r = r + r * (z * (...)). */
const SIN_SERIES: readonly number[] = [
  1 / 355687428096000,
  -1 / 1307674368000,
  1 / 6227020800,
  -1 / 39916800,
  1 / 362880,
  -1 / 5040,
  1 / 120,
  -1 / 6,
];

/**
 * Returns the cosine of `x` radians in float64, the same bits everywhere.
 *
 * Within 1.5 ulp of the exact value for |x| <= 2 pi, within 2.4 ulp beyond (measured against 200-bit
 * arithmetic). NaN for NaN; cos(0) is
 * exactly 1.
 *
 * @throws {RangeError} If |x| exceeds 2^20 pi/2 = 1647099.3, where the reduction stops being exact.
 *
 * @example
 * ```ts
 * import { cos } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cos(0), 1);
 * assertEquals(cos(3.141592653589793), -1);
 * ```
 */
export function cos(x: number): number {
  checkAngle(x, "cosine");
  return sinQuarterTurnsOn(x, 1);
}

/**
 * Returns the sine of `x` radians in float64, the same bits everywhere.
 *
 * Within 1.5 ulp of the exact value for |x| <= 2 pi, within 2.4 ulp beyond (measured against 200-bit
 * arithmetic). NaN for NaN; sin(-0) is 0.
 *
 * @throws {RangeError} If |x| exceeds 2^20 pi/2 = 1647099.3, where the reduction stops being exact.
 *
 * @example
 * ```ts
 * import { sin } from "@samebit/arithmetic";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sin(0), 0);
 * assertEquals(sin(1), 0.8414709848078965);
 * ```
 */
export function sin(x: number): number {
  checkAngle(x, "sine");
  return sinQuarterTurnsOn(x, 0);
}

function checkAngle(x: number, name: string): void {
  if (Math.abs(x) > LARGEST_ANGLE) {
    throw new RangeError(
      `Cannot take the ${name} of ${x}: wanted an angle of at most ${LARGEST_ANGLE} radians`,
    );
  }
}

/** Returns sin(x + quarters * pi/2). */
function sinQuarterTurnsOn(x: number, quarters: 0 | 1): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5);
  const r = ((x - n * HALF_PI_1) - n * HALF_PI_2) - n * HALF_PI_3;
  const z = r * r;
  const turn = n + quarters;
  const isCosine = (turn & 1) === 1;
  const series = isCosine ? COS_SERIES : SIN_SERIES;
  let sum = series[0]!;
  for (let i = 1; i < series.length; i++) sum = sum * z + series[i]!;
  const value = isCosine ? 1 + z * sum : r + r * (z * sum);
  return (turn & 2) === 2 ? -value : value;
}
