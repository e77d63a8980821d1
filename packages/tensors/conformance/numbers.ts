/** The numbers and sizes of conformance cases. */
import { power } from "@samebit/arithmetic";
import type { Precision } from "../kernels.ts";

const HALF_OF_WORDS = 2147483648;
const SCALES = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16];
const SPECIALS = [NaN, Infinity, -Infinity];

/**
 * The kind of numbers in a case: `ordinary` ones around 1; `extreme` finite ones, from denormals
 * and both zeros to the largest; `special`, with a few infinities and NaN among ordinary ones.
 */
export type Kind = "ordinary" | "extreme" | "special";

/** All kinds, for cases that are run with each. */
export const KINDS: readonly Kind[] = ["ordinary", "extreme", "special"];

/** Lengths: none, one, and those around the widths of vectors and their unrolled loops. */
export const LENGTHS: readonly number[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 31, 32, 33, 47, 63, 64, 65],
  ...[100, 257],
];

/** A length that several threads may share. */
export const LONG = 20_011;

/** `[rows, columns]` of small matrices, empty ones and a few larger ones. */
export const SHAPES: ReadonlyArray<readonly [number, number]> = [
  ...[0, 1, 2, 3, 5, 17].flatMap((rows) =>
    [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33].map((columns) => [rows, columns] as const)
  ),
  [100, 100],
  [257, 10],
  [7, 1030],
];

interface Range {
  /** The smallest denormal, the smallest normal and the largest finite number. */
  readonly denormal: number;
  readonly normal: number;
  readonly largest: number;
}

const RANGES: Record<Precision, Range> = {
  float32: {
    denormal: 1 / power(2, 149),
    normal: 1 / power(2, 126),
    largest: (2 - 1 / power(2, 23)) * power(2, 127),
  },
  float64: {
    denormal: Number.MIN_VALUE,
    normal: 1 / power(2, 1022),
    largest: Number.MAX_VALUE,
  },
};

/** Finite numbers at the ends of a precision, of both signs. */
export function extremesOf(precision: Precision): number[] {
  const { denormal, normal, largest } = RANGES[precision];
  const root = Math.sqrt(normal);
  const positive = [
    ...[0, denormal, 3 * denormal, normal / 2, normal - denormal, normal],
    ...[root, root / 3, 1 / root, 1, 3, largest / 3, largest],
  ];
  return positive.flatMap((value) => [value, -value]);
}

/** Numbers of a kind, one from every two random words. */
export function numbersOf(kind: Kind, precision: Precision, words: Uint32Array): Float64Array {
  const extremes = extremesOf(precision);
  const values = new Float64Array(words.length / 2);
  for (let i = 0; i < values.length; i++) {
    const first = words[2 * i];
    const second = words[2 * i + 1];
    const choice = second >>> 4;
    values[i] = (first / HALF_OF_WORDS - 1) * SCALES[second % SCALES.length];
    if (kind === "extreme" && choice % 2 === 0) {
      values[i] = extremes[(choice >>> 1) % extremes.length];
    }
    if (kind === "special" && choice % 61 === 0) values[i] = SPECIALS[first % SPECIALS.length];
    if (kind === "special" && choice % 61 === 1) values[i] = first % 2 === 0 ? -0 : 0;
  }
  return values;
}
