/**
 * Max pooling by windows of 2 × 2 that do not overlap, the usual ones: four windows at a time.
 * Where the last four of a row would reach beyond it, they begin earlier and rewrite the same
 * values.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32x4, i32, i32x4, v128, type Value } from "../assembler/values.ts";

type Int = Local<"i32">;
type Vector = Local<"v128">;

/** The sizes of a pooling. */
export type Sizes = Readonly<
  Record<"planes" | "height" | "width" | "size" | "stride" | "outHeight" | "outWidth", Int>
>;

const FOUR = 4;

/** Whether windows can be processed this way. */
export function hasFours({ size, stride, outWidth }: Sizes): Value<"i32"> {
  return i32.and(i32.and(i32.eq(size, 2), i32.eq(stride, 2)), i32.geU(outWidth, FOUR));
}

/** What holds four windows. */
interface Four {
  /** Their pixels, by the places in a window, row by row. */
  readonly pixels: readonly Vector[];
  /** Whether each place but the first was chosen; the first is never written. */
  readonly chosen: readonly Vector[];
  /** The greatest. */
  readonly best: Vector;
}

/** Writes the greatest pixels. */
export function writeMaxFours(f: FunctionBuilder, x: Int, y: Int, sizes: Sizes): void {
  const four = newFour(f);
  forEachFour(f, x, y, sizes, (pixels, result) => {
    choose(f, four, pixels, i32.add(pixels, i32.shl(sizes.width, 2)));
    f.storeV128(result, four.best);
  });
}

/** Gives each gradient to the pixel that was chosen, +0 to the other three. */
export function writeMaxBackwardFours(
  f: FunctionBuilder,
  x: Int,
  yGrad: Int,
  xGrad: Int,
  sizes: Sizes,
): void {
  const four = newFour(f);
  const grads = f.locals("v128", FOUR);
  const [each, free] = f.locals("v128", 2);
  const to = f.local("i32");
  forEachFour(f, x, yGrad, sizes, (pixels, result) => {
    choose(f, four, pixels, i32.add(pixels, i32.shl(sizes.width, 2)));
    f.set(each!, f32x4.add(v128.zero(), v128.load(result)));
    f.set(free!, f32x4.eq(v128.zero(), v128.zero()));
    for (const place of [3, 2, 1]) {
      f.set(grads[place]!, v128.and(v128.and(each!, four.chosen[place]!), free!));
      f.set(free!, v128.bitselect(v128.zero(), free!, four.chosen[place]!));
    }
    f.set(grads[0]!, v128.and(each!, free!));
    f.set(to, i32.add(xGrad, i32.sub(pixels, x)));
    for (const [left, right] of [[grads[0]!, grads[1]!], [grads[2]!, grads[3]!]] as const) {
      f.storeV128(to, i32x4.shuffle(left, right, [0, 4, 1, 5]));
      f.storeV128(to, i32x4.shuffle(left, right, [2, 6, 3, 7]), 16);
      f.increase(to, i32.shl(sizes.width, 2));
    }
  });
}

function newFour(f: FunctionBuilder): Four {
  return { pixels: f.locals("v128", 4), chosen: f.locals("v128", 4), best: f.local("v128") };
}

/** Loads four windows and chooses: a later pixel that is greater, or a NaN where there was none. */
function choose(f: FunctionBuilder, four: Four, above: Int, below: Value<"i32">): void {
  const { pixels, chosen, best } = four;
  const row = f.local("i32", above);
  for (const r of [0, 2]) {
    if (r > 0) f.set(row, below);
    const [left, right] = [v128.load(row), v128.load(row, 16)];
    f.set(pixels[r]!, i32x4.shuffle(left, right, [0, 2, 4, 6]));
    f.set(pixels[r + 1]!, i32x4.shuffle(left, right, [1, 3, 5, 7]));
  }
  f.set(best, pixels[0]!);
  for (const place of [1, 2, 3]) {
    const pixel = pixels[place]!;
    const isFirstNaN = v128.and(f32x4.ne(pixel, pixel), f32x4.eq(best, best));
    f.set(chosen[place]!, v128.or(f32x4.gt(pixel, best), isFirstNaN));
    f.set(best, v128.bitselect(pixel, best, chosen[place]!));
  }
}

/** Does `body` for each four windows, given where their pixels and their results begin. */
function forEachFour(
  f: FunctionBuilder,
  x: Int,
  y: Int,
  { planes, height, width, outHeight, outWidth }: Sizes,
  body: (pixels: Int, result: Int) => void,
): void {
  const [plane, row, result, pixels, i, j] = f.locals("i32", 6) as [Int, Int, Int, Int, Int, Int];
  const left = f.local("i32", planes);
  f.set(plane, x);
  f.set(result, y);
  f.while(i32.ne(left, 0), () => {
    f.set(row, plane);
    f.set(i, outHeight);
    f.while(i32.ne(i, 0), () => {
      f.set(pixels, row);
      f.set(j, outWidth);
      f.while(i32.geU(j, FOUR), () => {
        body(pixels, result);
        // Back by what the last four have too few of.
        f.increase(j, -FOUR);
        f.increase(pixels, 8 * FOUR);
        f.increase(result, 4 * FOUR);
        f.if(i32.and(i32.ne(j, 0), i32.ltU(j, FOUR)), () => {
          f.increase(pixels, i32.shl(i32.sub(j, FOUR), 3));
          f.increase(result, i32.shl(i32.sub(j, FOUR), 2));
          f.set(j, FOUR);
        });
      });
      f.increase(row, i32.shl(width, 3));
      f.increase(i, -1);
    });
    f.increase(plane, i32.shl(i32.mul(height, width), 2));
    f.increase(left, -1);
  });
}
