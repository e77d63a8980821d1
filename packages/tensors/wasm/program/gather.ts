/**
 * Rows of a minibatch on their way from a data set: shifted and scaled, with bytes converted to
 * floats.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32x4, i16x8, i32, i32x4, type V128, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

/**
 * Writes gatherFloats and gatherBytes. Rows of the source follow each other, as those of out do; a
 * few bytes behind the source may be read.
 */
export function writeGather(t: Toolbox): void {
  writeGatherRows(t, "gatherFloats", 4, (f, row) => {
    const { n, source, offset, factor, out } = row;
    forEachVector(t, f, n, [source, offset, factor, out], (at) => {
      const shifted = f32x4.sub(at.load(source), at.load(offset));
      at.store(out, f32x4.mul(shifted, at.load(factor)));
    });
  });

  writeGatherRows(t, "gatherBytes", 1, (f, row) => {
    const { n, source, offset, factor, out } = row;
    const bytes = f.local("v128");
    f.while(i32.geU(n, 16), () => {
      f.set(bytes, v128.load(source));
      const words = [i16x8.extendLowI8x16U(bytes), i16x8.extendHighI8x16U(bytes)];
      words.flatMap(toFloats).forEach((floats, u) => {
        const shifted = f32x4.sub(floats, v128.load(offset, 16 * u));
        f.storeV128(out, f32x4.mul(shifted, v128.load(factor, 16 * u)), 16 * u);
      });
      for (const array of [offset, factor, out]) f.increase(array, 64);
      f.increase(source, 16);
      f.increase(n, -16);
    });
    forEachVector(t, f, n, [offset, factor, out], (at) => {
      const [floats] = toFloats(i16x8.extendLowI8x16U(v128.load32Zero(source)));
      at.store(out, f32x4.mul(f32x4.sub(floats, at.load(offset)), at.load(factor)));
      f.increase(source, 4);
    });
  });
}

/** Eight 16-bit integers below 2^15 as two vectors of floats. */
function toFloats(words: V128): [V128, V128] {
  return [
    f32x4.convertI32x4S(i32x4.extendLowI16x8U(words)),
    f32x4.convertI32x4S(i32x4.extendHighI16x8U(words)),
  ];
}

/** Pointers into one row, and its length; all may be changed. */
type Row = Readonly<Record<"source" | "offset" | "factor" | "out" | "n", Local<"i32">>>;

/** Writes a function that does `body` for each row; source elements have `elementBytes` bytes. */
function writeGatherRows(
  t: Toolbox,
  name: string,
  elementBytes: number,
  body: (f: FunctionBuilder, row: Row) => void,
): void {
  const parameters = {
    source: "i32",
    offset: "i32",
    factor: "i32",
    out: "i32",
    rows: "i32",
    columns: "i32",
  } as const;
  t.module.export(name, parameters, (f, given) => {
    const [source, offset, factor, out, n] = f.locals("i32", 5);
    f.while(i32.ne(given.rows, 0), () => {
      f.set(source, given.source);
      f.set(offset, given.offset);
      f.set(factor, given.factor);
      f.set(out, given.out);
      f.set(n, given.columns);
      body(f, { source, offset, factor, out, n });
      f.increase(given.source, i32.mul(given.columns, elementBytes));
      f.increase(given.out, i32.shl(given.columns, 2));
      f.increase(given.rows, -1);
    });
  });
}
