/**
 * The logistic function, tanh and erf of four floats, following operation by operation the lists in
 * `logistic.ts`, `tanh.ts` and `erf.ts` of @samebit/arithmetic.
 */
import { call, type Callable, type FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, type V128, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

const { add, sub, mul, div } = f32x4;

const SIGN = 0x80000000;
const ONE = 0x3f800000;

/** Writes the function (x) → 1 / (1 + exp(−x)). */
export function writeLogistic(t: Toolbox, exp: Callable<"v128">): Callable<"v128"> {
  const bits = (word: number) => t.constants.bits(word);
  return t.module.functionOf("v128", { x: "v128" }, (f, { x }) => {
    const e = f.local("v128", call(exp, v128.or(x, bits(SIGN))));
    const part = v128.bitselect(e, bits(ONE), f32x4.lt(x, v128.zero()));
    return div(part, add(bits(ONE), e));
  });
}

/** Writes the function (x) → tanh(x). */
export function writeTanh(t: Toolbox, exp: Callable<"v128">): Callable<"v128"> {
  return writeOdd(t, 0x3f200000, (f, size) => {
    const bits = (word: number) => t.constants.bits(word);
    const z = f.local("v128", mul(size, size)); // 2
    const p = polynomial(t, f, z, [0xbbba8671, 0x3ca8fc67, 0xbd5c1ad2, 0x3e08837b, 0xbeaaaa99]); // 3
    f.set(p, mul(p, z));
    const e = call(exp, add(size, size));
    return {
      near: add(size, mul(size, p)), // 4
      far: sub(bits(ONE), div(bits(0x40000000), add(e, bits(ONE)))), // 5
    };
  });
}

/** Writes the function (x) → erf(x). */
export function writeErf(t: Toolbox, exp: Callable<"v128">): Callable<"v128"> {
  return writeOdd(t, 0x3f600000, (f, size) => {
    const bits = (word: number) => t.constants.bits(word);
    const z = f.local("v128", mul(size, size)); // 2
    const nearby = [0xba215161, 0x3ba48899, 0xbcdb6780, 0x3de70f0c, 0xbec0937a, 0x3e0375d3];
    const p = polynomial(t, f, z, nearby); // 3
    const c = f.local("v128", f32x4.pmin(bits(0x40800000), size)); // 5
    const farOff = [0x3961af3b, 0xbb535d19, 0x3cbbc7e1, 0xbdd7adea, 0xbf22bbf3, 0xbe039c30];
    const q = polynomial(t, f, c, farOff); // 6
    return {
      near: add(size, mul(size, p)), // 4
      far: sub(bits(ONE), call(exp, sub(mul(q, c), c))), // 7
    };
  });
}

/** The last steps of both, after |x|: one of two results below and from a bound, NaN, the sign. */
function writeOdd(
  { module, constants }: Toolbox,
  bound: number,
  results: (f: FunctionBuilder, size: V128) => { readonly near: V128; readonly far: V128 },
): Callable<"v128"> {
  return module.functionOf("v128", { x: "v128" }, (f, { x }) => {
    const sign = constants.bits(SIGN);
    const size = f.local("v128", v128.and(x, constants.bits(0x7fffffff))); // 1
    const { near, far } = results(f, size);
    const y = v128.bitselect(near, far, f32x4.lt(size, constants.bits(bound)));
    const kept = v128.bitselect(y, x, f32x4.eq(x, x));
    return v128.or(kept, v128.and(x, sign));
  });
}

/** By Horner's rule, the coefficient of the highest power first, as bits. */
function polynomial(t: Toolbox, f: FunctionBuilder, x: V128, [first, ...rest]: readonly number[]) {
  const sum = f.local("v128", t.constants.bits(first!));
  for (const word of rest) f.set(sum, add(mul(sum, x), t.constants.bits(word)));
  return sum;
}
