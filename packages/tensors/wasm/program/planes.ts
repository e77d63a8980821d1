/**
 * The loops over the pixels of planes: sums that continue from plane to plane, and formulas for
 * each pixel.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32x4, type I32, i32, type V128, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import {
  type Access,
  copies,
  forEachRow,
  forEachVector,
  laneSum,
  spread,
  zeroVector,
} from "./vectors.ts";

type Pointer = Local<"i32">;

/** Planes of `pixels` numbers, each of which begins `stride` bytes after the one before. */
export interface Planes {
  readonly count: I32;
  readonly stride: I32;
  readonly pixels: I32;
}

/** The lane sum, in lane 0, of `term` over the pixels of the plane at hand; keeps the pointers. */
export function planeSum(
  t: Toolbox,
  f: FunctionBuilder,
  pixels: I32,
  planes: readonly Pointer[],
  term: (at: Access, ...planes: Pointer[]) => V128,
): Local<"v128"> {
  const inner = copies(f, planes);
  return laneSum(t, f, f.local("i32", pixels as Local<"i32">), inner, (at) => term(at, ...inner));
}

/** The chain over planes of their lane sums, in all lanes; keeps the pointers. */
export function chainOfPlanes(
  t: Toolbox,
  f: FunctionBuilder,
  { count, stride, pixels }: Planes,
  arrays: readonly Pointer[],
  term: (at: Access, ...planes: Pointer[]) => V128,
): Local<"v128"> {
  const sum = zeroVector(f);
  forEachRow(f, count, stride, arrays, (...planes) => {
    f.set(sum, f32x4.add(sum, planeSum(t, f, pixels, planes, term)));
  });
  spread(f, sum);
  return sum;
}

/** Runs `formula` over the pixels of the plane at hand; keeps the pointers. */
export function forEachPixel(
  t: Toolbox,
  f: FunctionBuilder,
  pixels: I32,
  planes: readonly Pointer[],
  formula: (at: Access, ...planes: Pointer[]) => void,
): void {
  const inner = copies(f, planes);
  const n = f.local("i32", pixels as Local<"i32">);
  forEachVector(t, f, n, inner, (at) => formula(at, ...inner));
}

/** Writes scalePlanes. */
export function writeScalePlanes(t: Toolbox): void {
  t.module.export("scalePlanes", parametersOf("scalePlanes"), (f, given) => {
    const { x, factor, y, planes, pixels } = given;
    const size = f.local("i32", i32.shl(pixels, 2));
    const scale = f.local("v128");
    forEachRow(f, planes, size, [x, y], (from, to) => {
      f.set(scale, v128.load32Splat(factor));
      forEachPixel(t, f, pixels, [from, to], (at, from, to) => {
        at.store(to, f32x4.mul(at.load(from), scale));
      });
      f.increase(factor, 4);
    });
  });
}
