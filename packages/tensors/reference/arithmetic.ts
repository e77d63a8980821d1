/**
 * What differs between float32 and float64: how a result is rounded, what arrays hold it, and which
 * elementary functions are used. Every other file here is written once for both.
 *
 * Sums, products, quotients and square roots of float32 numbers computed in float64 and rounded
 * once more are the correctly rounded float32 results, because 53 ≥ 2·24 + 2 bits (Figueroa 1995).
 */
import * as own from "@samebit/arithmetic";
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
  readonly expMinusOne: (x: number) => number;
  readonly logistic: (x: number) => number;
  readonly tanh: (x: number) => number;
  readonly erf: (x: number) => number;
}

/** The arithmetic of `precision`. */
export function arithmeticOf(precision: Precision): Arithmetic {
  switch (precision) {
    case "float32":
      return {
        round: Math.fround,
        allocate: (length) => new Float32Array(length),
        exp: own.exp32,
        log: own.log32,
        expMinusOne: own.expMinusOne32,
        logistic: own.logistic32,
        tanh: own.tanh32,
        erf: own.erf32,
      };
    case "float64":
      return {
        round: (value) => value,
        allocate: (length) => new Float64Array(length),
        exp: own.exp,
        log: own.log,
        expMinusOne: own.expMinusOne,
        logistic: own.logistic,
        tanh: own.tanh,
        erf: own.erf,
      };
  }
}
