/**
 * The factor of x in both forms of GELU, the share of the normal distribution below x, and their
 * slopes, as functions of four floats.
 */
import { call, type Callable } from "../assembler/function_builder.ts";
import { f32x4, type V128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

const { add, sub, mul } = f32x4;

const HALF = 0x3f000000;
const ONE = 0x3f800000;
const ROOT_HALF = 0x3f3504f3;
/** 1/√(2π). */
const DENSITY_AT_0 = 0x3ecc422a;
/** √(2/π), 0.044715·√(2/π) and three times that. */
const LINEAR = 0x3f4c422a;
const CUBIC = 0x3d122279;
const THREE_CUBIC = 0x3ddb33b6;

/** The functions of one form. */
interface Gelu {
  /** (x) → y / x. */
  readonly below: Callable<"v128">;
  /** (x) → the slope at x. */
  readonly slope: Callable<"v128">;
}

/** Writes the functions of the exact form. */
export function writeGelu(
  { module, constants }: Toolbox,
  exp: Callable<"v128">,
  erf: Callable<"v128">,
): Gelu {
  const bits = (word: number) => constants.bits(word);
  const below = module.functionOf("v128", { x: "v128" }, (_, { x }) => {
    return mul(bits(HALF), add(bits(ONE), call(erf, mul(x, bits(ROOT_HALF)))));
  });
  const slope = module.functionOf("v128", { x: "v128" }, (_, { x }) => {
    const e = call(exp, mul(mul(bits(0xbf000000), x), x));
    return add(call(below, x), mul(x, mul(e, bits(DENSITY_AT_0))));
  });
  return { below, slope };
}

/** Writes the functions of the form with tanh. */
export function writeGeluTanh({ module, constants }: Toolbox, tanh: Callable<"v128">): Gelu {
  const bits = (word: number) => constants.bits(word);
  const within10 = (x: V128) => f32x4.pmax(bits(0xc1200000), f32x4.pmin(bits(0x41200000), x));
  const inner = module.functionOf("v128", { x: "v128" }, (f, { x }) => {
    const c = f.local("v128", within10(x));
    return call(tanh, mul(c, add(bits(LINEAR), mul(bits(CUBIC), mul(c, c)))));
  });
  const halfAbove = (t: V128) => mul(bits(HALF), add(bits(ONE), t));
  const below = module.functionOf("v128", { x: "v128" }, (_, { x }) => halfAbove(call(inner, x)));
  const slope = module.functionOf("v128", { x: "v128" }, (f, { x }) => {
    const c = f.local("v128", within10(x));
    const t = f.local("v128", call(inner, x));
    const h = f.local("v128", halfAbove(t));
    const slopeOfInner = add(bits(LINEAR), mul(bits(THREE_CUBIC), mul(c, c)));
    return add(h, mul(mul(x, mul(h, sub(bits(ONE), t))), slopeOfInner));
  });
  return { below, slope };
}
