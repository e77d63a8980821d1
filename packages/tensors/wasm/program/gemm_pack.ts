/**
 * Operands of gemm brought into the order in which the tile reads them: panels of b, row by row of
 * k, and blocks of a transposed. Elements are moved, never computed with; some next to the matrix
 * may be copied as well, and the tile ignores them.
 */
import type { Callable } from "../assembler/function_builder.ts";
import { i32, i32x4, v128 } from "../assembler/values.ts";
import { SECTIONS, sectionStart } from "./gemm_tile.ts";
import type { Toolbox } from "./toolbox.ts";

/**
 * Writes the function that lets to[c, r] = from[r, c], four by four elements at a time: up to three
 * rows and columns more are written to. Rows behind the last are copies of it. Strides are in bytes.
 */
export function writeTranspose({ module }: Toolbox): Callable<undefined> {
  const parameters = {
    from: "i32",
    fromStride: "i32",
    rows: "i32",
    columns: "i32",
    to: "i32",
    toStride: "i32",
  } as const;
  return module.function(parameters, (f, { from, fromStride, rows, columns, to, toStride }) => {
    const r = f.local("i32");
    const left = f.local("i32");
    const target = f.local("i32");
    const last = f.local("i32", i32.add(from, i32.mul(i32.sub(rows, 1), fromStride)));
    const row = f.locals("i32", 4);
    const [x0, x1, x2, x3] = [0, 1, 2, 3].map(() => f.local("v128"));
    const low = f.locals("v128", 2);
    const high = f.locals("v128", 2);
    f.while(i32.ltU(r, rows), () => {
      f.set(row[0], from);
      for (const i of [1, 2, 3]) {
        f.set(row[i], i32.minU(i32.add(row[i - 1], fromStride), last));
      }
      f.set(target, i32.add(to, i32.shl(r, 2)));
      f.set(left, i32.add(columns, 3));
      f.while(i32.geU(left, 4), () => {
        [x0, x1, x2, x3].forEach((x, i) => f.set(x, v128.load(row[i])));
        f.set(low[0], i32x4.shuffle(x0, x1, [0, 4, 1, 5]));
        f.set(low[1], i32x4.shuffle(x2, x3, [0, 4, 1, 5]));
        f.set(high[0], i32x4.shuffle(x0, x1, [2, 6, 3, 7]));
        f.set(high[1], i32x4.shuffle(x2, x3, [2, 6, 3, 7]));
        for (const half of [low, high]) {
          f.storeV128(target, i32x4.shuffle(half[0], half[1], [0, 1, 4, 5]));
          f.increase(target, toStride);
          f.storeV128(target, i32x4.shuffle(half[0], half[1], [2, 3, 6, 7]));
          f.increase(target, toStride);
        }
        for (const pointer of row) f.increase(pointer, 16);
        f.increase(left, -4);
      });
      f.increase(from, i32.shl(fromStride, 2));
      f.increase(r, 4);
    });
  });
}

/** The bytes that a CPU fetches from memory together. */
const CACHE_LINE = 64;

/**
 * Writes the function that reads a word of each cache line of a block, `rows` rows of `bytes`
 * bytes, only to prefetch them: many fetches run in parallel here, for which the tile would wait
 * one after another.
 */
export function writeTouch({ module, layout }: Toolbox): Callable<undefined> {
  const parameters = { from: "i32", stride: "i32", rows: "i32", bytes: "i32" } as const;
  return module.function(parameters, (f, { from, stride, rows, bytes }) => {
    const [at, end, seen] = [f.local("i32"), f.local("i32"), f.local("i32")];
    f.while(i32.ne(rows, 0), () => {
      f.set(at, from);
      f.set(end, i32.add(from, bytes));
      f.while(i32.ltU(at, end), () => {
        f.set(seen, i32.or(seen, i32.load(at)));
        f.increase(at, CACHE_LINE);
      });
      f.increase(from, stride);
      f.increase(rows, -1);
    });
    f.storeI32(layout.scratch, seen);
  });
}

/**
 * Writes the function that fills the panel with `depth` rows of b, each `width` elements; where
 * `transposed` is not 0, b's rows are the panel's columns, of which there are `columns`.
 */
export function writePack(
  { module, layout }: Toolbox,
  width: number,
  transpose: Callable<undefined>,
): Callable<undefined> {
  const parameters = {
    b: "i32",
    stride: "i32",
    transposed: "i32",
    columns: "i32",
    depth: "i32",
  } as const;
  return module.function(parameters, (f, { b, stride, transposed, columns, depth }) => {
    const slotBytes = 4 * width;
    const to = f.local("i32");
    const left = f.local("i32");
    for (const size of SECTIONS) {
      const start = layout.panel + sectionStart(size) * slotBytes;
      f.if(i32.and(depth, size), () => {
        f.if(transposed, () => {
          f.call(transpose, b, stride, columns, size, start, slotBytes);
          f.increase(b, 4 * size);
        }, () => {
          f.set(to, start);
          f.set(left, size);
          f.while(i32.ne(left, 0), () => {
            for (let v = 0; v < width / 4; v++) f.storeV128(to, v128.load(b, 16 * v), 16 * v);
            f.increase(b, stride);
            f.increase(to, slotBytes);
            f.increase(left, -1);
          });
        });
      });
    }
  });
}
