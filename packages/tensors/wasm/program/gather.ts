/**
 * One row of a minibatch on its way from a data set: shifted and scaled, and bytes made floats.
 */
import { f32x4, i16x8, i32x4, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

const ROW = { source: "i32", offset: "i32", factor: "i32", out: "i32", n: "i32" } as const;

/** Writes gatherFloats and gatherBytes, which may read up to three bytes behind the source. */
export function writeGather(t: Toolbox): void {
  t.module.export("gatherFloats", ROW, (f, { source, offset, factor, out, n }) => {
    forEachVector(t, f, n, [source, offset, factor, out], (at) => {
      const shifted = f32x4.sub(at.load(source), at.load(offset));
      at.store(out, f32x4.mul(shifted, at.load(factor)));
    });
  });

  t.module.export("gatherBytes", ROW, (f, { source, offset, factor, out, n }) => {
    const pixels = f.local("v128");
    forEachVector(t, f, n, [offset, factor, out], (at) => {
      f.set(pixels, v128.load32Zero(source));
      f.increase(source, 4);
      const words = i32x4.extendLowI16x8U(i16x8.extendLowI8x16U(pixels));
      const shifted = f32x4.sub(f32x4.convertI32x4S(words), at.load(offset));
      at.store(out, f32x4.mul(shifted, at.load(factor)));
    });
  });
}
