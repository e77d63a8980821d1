/**
 * Patches of images as rows of a matrix: for each tap of a filter, the pixels that it meets place
 * after place, +0 outside the image. Numbers are moved, never computed with.
 */
import type { Callable, FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, i32, type V128, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

type Pointer = Local<"i32">;

/** The lowest integer; in unsigned comparisons, negative integers are not below it. */
const NEGATIVE = -2147483648;

/** Images, and the places and taps of filters on them: tap m in place a meets a·stride + base + m·step. */
export const GRID = {
  height: "i32",
  width: "i32",
  image: "i32",
  down: "i32",
  across: "i32",
  stride: "i32",
  rowTaps: "i32",
  rowBase: "i32",
  rowStep: "i32",
  columnTaps: "i32",
  columnBase: "i32",
  columnStep: "i32",
} as const;

/** Copies `n` floats; neither pointer moves. */
export function copyFloats(f: FunctionBuilder, from: Pointer, to: Pointer, n: Pointer): void {
  const [source, target, left] = [f.local("i32"), f.local("i32"), f.local("i32")];
  f.set(source, from);
  f.set(target, to);
  f.set(left, n);
  f.while(i32.geU(left, 4), () => {
    f.storeV128(target, v128.load(source));
    for (const pointer of [source, target]) f.increase(pointer, 16);
    f.increase(left, -4);
  });
  f.while(i32.ne(left, 0), () => {
    f.storeF32(target, f32.load(source));
    for (const pointer of [source, target]) f.increase(pointer, 4);
    f.increase(left, -1);
  });
}

/** Stores `n` floats in fours, so that up to three more are written, and moves `to` behind the last. */
function storeInFours(
  f: FunctionBuilder,
  to: Pointer,
  n: Pointer,
  four: (at: Pointer) => V128,
): void {
  const [at, end] = [f.local("i32"), f.local("i32")];
  f.set(at, 0);
  f.set(end, i32.shl(n, 2));
  f.while(i32.ltU(at, end), () => {
    f.storeV128(i32.add(to, at), four(at));
    f.increase(at, 16);
  });
  f.increase(to, end);
}

/**
 * Writes the function that lays `taps` rows, `rowFloats` floats apart, of `spots` places each, from a
 * tap and a place on; places count on from image to image. Up to three floats behind a row are written.
 */
export function writeLayPatches(t: Toolbox, rowFloats: number): Callable<undefined> {
  const copyPixels = writeCopyPixels(t);
  const parameters = {
    ...GRID,
    x: "i32",
    tap: "i32",
    taps: "i32",
    spotFrom: "i32",
    spots: "i32",
    out: "i32",
  } as const;
  return t.module.function(parameters, (f, given) => {
    const { height, width, image, down, across, stride, x, tap, taps, spotFrom, spots, out } =
      given;
    const { rowTaps, rowBase, rowStep, columnTaps, columnBase, columnStep } = given;
    const places = f.local("i32", i32.mul(down, across));
    const inPlane = f.local("i32", i32.mul(rowTaps, columnTaps));
    const firstImage = f.local("i32", i32.divU(spotFrom, places));
    const first = f.local("i32", i32.remU(spotFrom, places));
    const [of, plane, up, left, row] = f.locals("i32", 5);
    const [a, b, to, rest, n] = f.locals("i32", 5);
    f.while(i32.ne(taps, 0), () => {
      f.set(of, i32.remU(tap, inPlane));
      f.set(up, i32.add(rowBase, i32.mul(i32.divU(of, columnTaps), rowStep)));
      f.set(left, i32.add(columnBase, i32.mul(i32.remU(of, columnTaps), columnStep)));
      const planeStart = i32.mul(i32.divU(tap, inPlane), i32.mul(height, width));
      f.set(plane, i32.add(x, i32.shl(i32.add(i32.mul(firstImage, image), planeStart), 2)));
      f.set(a, i32.divU(first, across));
      f.set(b, i32.remU(first, across));
      f.set(to, out);
      f.set(rest, spots);
      f.while(i32.ne(rest, 0), () => {
        f.if(i32.eq(a, down), () => {
          f.set(a, 0);
          f.increase(plane, i32.shl(image, 2));
        });
        f.set(n, i32.minU(rest, i32.sub(across, b)));
        f.increase(rest, i32.sub(0, n));
        f.set(row, i32.add(i32.mul(a, stride), up));
        f.if(i32.ltU(row, height), () => {
          const from = i32.add(plane, i32.shl(i32.mul(row, width), 2));
          f.call(copyPixels, from, i32.add(i32.mul(b, stride), left), stride, width, to, n);
          f.increase(to, i32.shl(n, 2));
        }, () => storeInFours(f, to, n, () => v128.zero()));
        f.set(b, 0);
        f.increase(a, 1);
      });
      f.increase(out, 4 * rowFloats);
      f.increase(tap, 1);
      f.increase(taps, -1);
    });
  });
}

/** How far outside a row pixels may be read before they are replaced by zeros. */
const BESIDE = 16;

/**
 * Writes the function that lets to[j] = row[from + j·stride], +0 beside the row. Near a row, bytes
 * outside it are copied too, and then replaced: they may be any bytes of the memory.
 */
function writeCopyPixels({ module }: Toolbox): Callable<undefined> {
  const parameters = {
    row: "i32",
    from: "i32",
    stride: "i32",
    width: "i32",
    to: "i32",
    n: "i32",
  } as const;
  return module.function(parameters, (f, { row, from, stride, width, to, n }) => {
    const [at, end, source] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const isNear = i32.and(
      i32.leU(i32.add(from, BESIDE), i32.add(width, BESIDE)),
      i32.leU(i32.add(i32.add(from, BESIDE), n), i32.add(width, 2 * BESIDE)),
    );
    f.if(i32.and(i32.eq(stride, 1), isNear), () => {
      f.set(source, i32.add(row, i32.shl(from, 2)));
      f.set(end, i32.shl(n, 2));
      f.while(i32.ltU(at, end), () => {
        f.storeV128(i32.add(to, at), v128.load(i32.add(source, at)));
        f.increase(at, 16);
      });
      f.set(source, to);
      f.set(at, from);
      f.while(i32.and(i32.geU(at, NEGATIVE), i32.ne(n, 0)), () => {
        f.storeI32(source, 0);
        f.increase(source, 4);
        f.increase(at, 1);
        f.increase(n, -1);
      });
      f.set(source, i32.add(to, end));
      f.set(at, i32.add(at, n));
      f.while(i32.and(i32.gtU(at, width), i32.ne(n, 0)), () => {
        f.increase(source, -4);
        f.storeI32(source, 0);
        f.increase(at, -1);
        f.increase(n, -1);
      });
      f.return();
    });
    f.while(i32.ne(n, 0), () => {
      f.if(
        i32.ltU(from, width),
        () => f.storeF32(to, f32.load(i32.add(row, i32.shl(from, 2)))),
        () => f.storeI32(to, 0),
      );
      f.increase(from, stride);
      f.increase(to, 4);
      f.increase(n, -1);
    });
  });
}
