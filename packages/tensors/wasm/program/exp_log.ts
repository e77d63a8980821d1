/**
 * exp, exp − 1 and log of four floats, following operation by operation the numbered lists in
 * `exp32.ts`, `exp_minus_one.ts` and `log32.ts` of @samebit/arithmetic. The numbers in comments are theirs.
 */
import type { Callable } from "../assembler/function_builder.ts";
import { f32x4, i32x4, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

const { add, sub, mul, div } = f32x4;

const LN2_HIGH = 0x3f317200;
const LN2_LOW = 0x35bfbe8e;

/** Writes the function (x) → exp(x). */
export function writeExp(toolbox: Toolbox): Callable<"v128"> {
  return writeExponential(toolbox, 0xc2d00000, false);
}

/** Writes the function (x) → exp(x) − 1: exp_minus_one.ts of @samebit/arithmetic. */
export function writeExpMinusOne(toolbox: Toolbox): Callable<"v128"> {
  return writeExponential(toolbox, 0xc1900000, true);
}

function writeExponential(
  { module, constants }: Toolbox,
  lowest: number,
  minusOne: boolean,
): Callable<"v128"> {
  const bits = (word: number) => constants.bits(word);
  return module.functionOf("v128", { x: "v128" }, (f, { x }) => {
    const below = f32x4.pmin(bits(0x42b20000), x); // 1
    const c = f.local("v128", f32x4.pmax(bits(lowest), below)); // 2
    const rounder = bits(0x4b400000);
    const u = f.local("v128", add(mul(c, bits(0x3fb8aa3b)), rounder)); // 3, 4
    const n = f.local("v128", i32x4.sub(u, rounder)); // 5
    const m = f.local("v128", sub(u, rounder)); // 6
    const h = f.local("v128", sub(c, mul(m, bits(LN2_HIGH)))); // 7
    const l = f.local("v128", mul(m, bits(LN2_LOW))); // 8
    const r = f.local("v128", sub(h, l)); // 9
    const p = f.local("v128", bits(0x39500d01)); // 10
    for (const k of [0x3ab60b61, 0x3c088889, 0x3d2aaaab, 0x3e2aaaab, 0x3f000000]) {
      f.set(p, add(mul(p, r), bits(k)));
    }
    f.set(p, mul(p, mul(r, r))); // 11
    const one = bits(0x3f800000);
    const inverse = i32x4.shl(i32x4.sub(bits(127), i32x4.minS(n, bits(25))), 23);
    f.set(p, add(minusOne ? sub(one, inverse) : one, add(h, sub(p, l)))); // 12
    const a = f.local("v128", i32x4.shrS(n, 1)); // 13
    const powerOfTwo = (e: typeof a) => i32x4.shl(i32x4.add(e, bits(127)), 23);
    f.set(n, i32x4.sub(n, a));
    f.set(p, mul(p, powerOfTwo(a))); // 14
    f.set(p, mul(p, powerOfTwo(n))); // 15
    return v128.bitselect(p, x, f32x4.eq(x, x)); // 16
  });
}

/** Writes the function (x) → log(x). */
export function writeLog({ module, constants }: Toolbox): Callable<"v128"> {
  const bits = (word: number) => constants.bits(word);
  const infinity = bits(0x7f800000);
  return module.functionOf("v128", { x: "v128" }, (f, { x }) => {
    const small = f.local("v128", f32x4.lt(x, bits(0x00800000))); // 1
    const b = f.local("v128", v128.bitselect(mul(x, bits(0x4c000000)), x, small)); // 2, 3
    const k = f.local("v128", i32x4.shrS(i32x4.sub(b, bits(0x3f3504f3)), 23)); // 4
    const g = i32x4.sub(b, i32x4.shl(k, 23)); // 5
    const fraction = f.local("v128", sub(g, bits(0x3f800000))); // 7
    const e = f.local("v128", i32x4.sub(k, v128.and(small, bits(25)))); // 6
    f.set(e, f32x4.convertI32x4S(e));
    const s = f.local("v128", div(fraction, add(fraction, bits(0x40000000)))); // 8
    const z = f.local("v128", mul(s, s)); // 9
    const q = f.local("v128", bits(0x3e638e39)); // 10
    for (const c of [0x3e924925, 0x3ecccccd, 0x3f2aaaab]) f.set(q, add(mul(q, z), bits(c)));
    f.set(q, mul(q, z));
    const h = f.local("v128", mul(mul(fraction, bits(0x3f000000)), fraction)); // 11
    const v = f.local("v128", mul(s, add(h, q))); // 12
    f.set(v, add(v, mul(e, bits(LN2_LOW)))); // 13
    f.set(v, sub(sub(h, v), fraction)); // 14
    f.set(v, sub(mul(e, bits(LN2_HIGH)), v)); // 15
    f.set(v, v128.bitselect(x, v, f32x4.eq(x, infinity))); // 16
    f.set(v, v128.bitselect(bits(0xff800000), v, f32x4.eq(x, bits(0)))); // 17
    f.set(v, v128.bitselect(bits(0x7fc00000), v, f32x4.lt(x, bits(0)))); // 18
    return v128.bitselect(v, x, f32x4.eq(x, x)); // 19
  });
}
