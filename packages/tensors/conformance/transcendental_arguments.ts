/**
 * Where exp, log and activations are compared: dense over the range in which they are finite, at a
 * stride of bit patterns over all numbers, and next to the points where their formulas change.
 */
import type { Precision } from "../kernels.ts";
import { extremesOf } from "./numbers.ts";

const DENSE = 20_000;
const PATTERNS = 65_537;
const NEIGHBOURS = 3;

/** Beyond these exp is infinite or zero in either precision. */
const EXP_TURNS: Record<Precision, readonly number[]> = {
  float32: [-103.97208, -87.33655, -0.34657359, 0, 0.34657359, 0.6931472, 88.72284],
  float64: [
    ...[-745.1332191019411, -708.3964185322641, -0.34657359027997264],
    ...[0, 0.34657359027997264, 0.6931471805599453, 709.782712893384],
  ],
};
const LOG_TURNS = [0.5, Math.SQRT1_2, 1, Math.SQRT2, 2];

/**
 * The points where the formulas of the activations change, and from which their results are 0 or
 * ±1.
 */
const ACTIVATION_TURNS: readonly number[] = [
  ...[0, 0.34657359, 0.625, 0.875, 0.875 * Math.SQRT2, 4, 4 * Math.SQRT2, 9.010914, 10],
  ...[16.63554, 18, 87.33655, 88.72284, 103.97208],
];

/** Arguments of activations. */
export function activationArguments(precision: Precision): Float64Array {
  return collect(precision, -20, 20, ACTIVATION_TURNS.flatMap((turn) => [turn, -turn]));
}

/** Arguments of exp. */
export function expArguments(precision: Precision): Float64Array {
  const [low, high] = precision === "float32" ? [-110, 95] : [-760, 720];
  return collect(precision, low, high, EXP_TURNS[precision]);
}

/** Arguments of log. */
export function logArguments(precision: Precision): Float64Array {
  return collect(precision, 0, 4, LOG_TURNS);
}

function collect(
  precision: Precision,
  low: number,
  high: number,
  turns: readonly number[],
): Float64Array {
  return Float64Array.from([
    ...extremesOf(precision),
    ...[NaN, Infinity, -Infinity],
    ...turns.flatMap((turn) => neighboursOf(precision, turn)),
    ...Array.from({ length: DENSE }, (_, i) => low + (high - low) * (i / DENSE)),
    ...everyPattern(precision),
  ]);
}

/** The numbers next to `x` on both sides, and `x`. */
function neighboursOf(precision: Precision, x: number): number[] {
  const floats = precision === "float32" ? Float32Array.of(x) : Float64Array.of(x);
  const bits = new Int32Array(floats.buffer);
  const start = bits[0];
  const found: number[] = [];
  for (let step = -NEIGHBOURS; step <= NEIGHBOURS; step++) {
    bits[0] = start + step;
    found.push(floats[0]);
  }
  return found;
}

/** Numbers whose high bits are evenly spaced over all patterns, including NaNs. */
function everyPattern(precision: Precision): number[] {
  const words = Uint32Array.from({ length: PATTERNS }, (_, i) => Math.imul(i, 65_521));
  if (precision === "float32") return [...new Float32Array(words.buffer)];
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(words, (word) => {
    view.setUint32(0, word);
    return view.getFloat64(0);
  });
}
