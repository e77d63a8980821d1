/**
 * What differs between float32 and float64: how a result is rounded, what arrays hold it, and which
 * exp and log are meant. Every other file here is written once for both.
 *
 * Sums, products, quotients and square roots of float32 numbers computed in float64 and rounded
 * once more are the correctly rounded float32 results, because 53 ≥ 2·24 + 2 bits (Figueroa 1995).
 */
import { exp, exp32, log, log32 } from "@samebit/arithmetic";
import type { Floats, Precision } from "../kernels.ts";

/** The nearest number of a precision. */
export type Round = (value: number) => number;

/** The arithmetic of one precision. */
export interface Arithmetic {
  /** Rounds a result; a store into an allocated array rounds likewise. */
  readonly round: Round;
  readonly allocate: (length: number) => Floats;
  readonly exp: (x: number) => number;
  readonly log: (x: number) => number;
}

/** The arithmetic of `precision`. */
export function arithmeticOf(precision: Precision): Arithmetic {
  switch (precision) {
    case "float32":
      return {
        round: Math.fround,
        allocate: (length) => new Float32Array(length),
        exp: exp32,
        log: log32,
      };
    case "float64":
      return { round: (value) => value, allocate: (length) => new Float64Array(length), exp, log };
  }
}
