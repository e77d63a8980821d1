/**
 * Activations forward and backward, except the rectifier: for each a formula of y, and one of the
 * slope at x or at y, with which the gradient is multiplied.
 */
import {
  call,
  type Callable,
  type FunctionBuilder,
  type Local,
} from "../assembler/function_builder.ts";
import { f32x4, type V128, v128 } from "../assembler/values.ts";
import { writeExpMinusOne } from "./exp_log.ts";
import { writeGelu, writeGeluTanh } from "./gelu.ts";
import { parametersOf } from "./parameters.ts";
import { writeErf, writeLogistic, writeTanh } from "./sigmoids.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

const { add, sub, mul } = f32x4;

type V = Local<"v128">;

/** `a` is the activation's number, zero where it has none. */
type Formula = (x: V, a: V, f: FunctionBuilder) => V128;

/** y of x; the slope, of x or of y, as the signature of the backward pass says. */
type Formulas = readonly [y: Formula, slope: Formula];

type Name = "leakyRelu" | "elu" | "gelu" | "geluTanh" | "silu" | "tanh" | "sigmoid";

/** Writes every activation with its backward pass. */
export function writeActivations(t: Toolbox, exp: Callable<"v128">): void {
  for (const [name, [y, slope]] of Object.entries(formulasOf(t, exp))) {
    writePass(t, name as Name, 0, y);
    writePass(t, `${name as Name}Backward`, 1, slope);
  }
}

function formulasOf(t: Toolbox, exp: Callable<"v128">): Readonly<Record<Name, Formulas>> {
  const one = t.constants.bits(0x3f800000);
  const isAbove = (x: V128) => f32x4.gt(x, v128.zero());
  const expMinusOne = writeExpMinusOne(t);
  const logistic = writeLogistic(t, exp);
  const tanh = writeTanh(t, exp);
  const gelu = writeGelu(t, exp, writeErf(t, exp));
  const geluTanh = writeGeluTanh(t, tanh);
  return {
    leakyRelu: [
      (x, a) => v128.bitselect(x, mul(a, x), isAbove(x)),
      (y, a) => v128.bitselect(one, a, isAbove(y)),
    ],
    elu: [
      (x, a) => v128.bitselect(x, mul(a, call(expMinusOne, x)), isAbove(x)),
      (y, a) => v128.bitselect(one, add(y, a), isAbove(y)),
    ],
    gelu: [(x) => mul(x, call(gelu.below, x)), (x) => call(gelu.slope, x)],
    geluTanh: [(x) => mul(x, call(geluTanh.below, x)), (x) => call(geluTanh.slope, x)],
    silu: [
      (x) => mul(x, call(logistic, x)),
      (x, _, f) => {
        const s = f.local("v128", call(logistic, x));
        return mul(s, add(one, mul(x, sub(one, s))));
      },
    ],
    tanh: [(x) => call(tanh, x), (y) => mul(sub(one, y), add(one, y))],
    sigmoid: [(x) => call(logistic, x), (y) => mul(y, sub(one, y))],
  };
}

/** One pass: of one array, or of two, where the second is multiplied by the formula of the first. */
function writePass(
  t: Toolbox,
  name: Name | `${Name}Backward`,
  gradients: 0 | 1,
  formula: Formula,
): void {
  t.module.export(name, parametersOf(name), (f, given) => {
    const all: readonly Local<"i32" | "f32">[] = Object.values(given);
    const arrays = all.filter(({ kind }) => kind === "i32") as Local<"i32">[];
    const number = all.find(({ kind }) => kind === "f32") as Local<"f32"> | undefined;
    const n = arrays.pop()!;
    const [from, out] = [arrays[0]!, arrays.at(-1)!];
    const a = f.local("v128", number === undefined ? v128.zero() : f32x4.splat(number));
    const x = f.local("v128");
    forEachVector(t, f, n, arrays, (at) => {
      f.set(x, at.load(from));
      const value = formula(x, a, f);
      at.store(out, gradients === 0 ? value : mul(at.load(arrays[1]!), value));
    });
  });
}
