/**
 * Pooling, window by window and pixel by pixel; the usual max pooling four windows at a time.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, i32, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import { hasFours, type Sizes, writeMaxBackwardFours, writeMaxFours } from "./pooling_fours.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

type Int = Local<"i32">;

/** Writes maxPool, averagePool and their backward passes. */
export function writePooling(t: Toolbox): void {
  const { module } = t;

  module.export("maxPool", parametersOf("maxPool"), (f, { x, y, ...sizes }) => {
    f.if(hasFours(sizes), () => {
      writeMaxFours(f, x, y, sizes);
      f.return();
    });
    forEachWindow(f, sizes, (window) => {
      f.storeF32(y, f32.load(i32.add(x, greatestOf(f, x, sizes, window))));
      f.increase(y, 4);
    });
  });

  module.export("maxPoolBackward", parametersOf("maxPoolBackward"), (f, given) => {
    const { x, yGrad, xGrad, ...sizes } = given;
    const at = f.local("i32");
    fillWithZeros(t, f, xGrad, sizes);
    f.if(hasFours(sizes), () => {
      writeMaxBackwardFours(f, x, yGrad, xGrad, sizes);
      f.return();
    });
    forEachWindow(f, sizes, (window) => {
      f.set(at, i32.add(xGrad, greatestOf(f, x, sizes, window)));
      f.storeF32(at, f32.add(f32.load(at), f32.load(yGrad)));
      f.increase(yGrad, 4);
    });
  });

  module.export("averagePool", parametersOf("averagePool"), (f, { x, y, ...sizes }) => {
    const sum = f.local("f32");
    forEachWindow(f, sizes, (window) => {
      f.set(sum, f32.const(0));
      forEachPixel(f, sizes, window, (at) => {
        f.set(sum, f32.add(sum, f32.load(i32.add(x, at))));
      });
      f.storeF32(y, f32.div(sum, f32.convertU(i32.mul(sizes.size, sizes.size))));
      f.increase(y, 4);
    });
  });

  module.export("averagePoolBackward", parametersOf("averagePoolBackward"), (f, given) => {
    const { yGrad, xGrad, ...sizes } = given;
    const [share, to] = [f.local("f32"), f.local("i32")];
    fillWithZeros(t, f, xGrad, sizes);
    forEachWindow(f, sizes, (window) => {
      f.set(share, f32.div(f32.load(yGrad), f32.convertU(i32.mul(sizes.size, sizes.size))));
      forEachPixel(f, sizes, window, (at) => {
        f.set(to, i32.add(xGrad, at));
        f.storeF32(to, f32.add(f32.load(to), share));
      });
      f.increase(yGrad, 4);
    });
  });
}

/** Fills the images at `start`. */
function fillWithZeros(t: Toolbox, f: FunctionBuilder, start: Int, sizes: Sizes): void {
  const { planes, height, width } = sizes;
  const at = f.local("i32", start);
  const n = f.local("i32", i32.mul(planes, i32.mul(height, width)));
  forEachVector(t, f, n, [at], (of) => of.store(at, v128.zero()));
}

/** Does `body` for each window; `window` is the distance of its first pixel from the first of all. */
function forEachWindow(f: FunctionBuilder, sizes: Sizes, body: (window: Int) => void): void {
  const { planes, height, width, stride, outHeight, outWidth } = sizes;
  const [plane, line, window, i, j] = f.locals("i32", 5) as [Int, Int, Int, Int, Int];
  f.while(i32.ne(planes, 0), () => {
    f.set(line, plane);
    f.set(i, outHeight);
    f.while(i32.ne(i, 0), () => {
      f.set(window, line);
      f.set(j, outWidth);
      f.while(i32.ne(j, 0), () => {
        body(window);
        f.increase(window, i32.shl(stride, 2));
        f.increase(j, -1);
      });
      f.increase(line, i32.shl(i32.mul(stride, width), 2));
      f.increase(i, -1);
    });
    f.increase(plane, i32.shl(i32.mul(height, width), 2));
    f.increase(planes, -1);
  });
}

/** Does `body` for each pixel of a window, given its distance from the first of all. */
function forEachPixel(
  f: FunctionBuilder,
  { width, size }: Sizes,
  window: Int,
  body: (at: Int) => void,
): void {
  const [line, at, r, k] = f.locals("i32", 4) as [Int, Int, Int, Int];
  f.set(line, window);
  f.set(r, size);
  f.while(i32.ne(r, 0), () => {
    f.set(at, line);
    f.set(k, size);
    f.while(i32.ne(k, 0), () => {
      body(at);
      f.increase(at, 4);
      f.increase(k, -1);
    });
    f.increase(line, i32.shl(width, 2));
    f.increase(r, -1);
  });
}

/** The distance of a window's greatest pixel: of the first of them, or of the first NaN. */
function greatestOf(f: FunctionBuilder, x: Int, sizes: Sizes, window: Int): Int {
  const best = f.local("i32");
  const [greatest, value] = f.locals("f32", 2) as [Local<"f32">, Local<"f32">];
  f.set(best, window);
  f.set(greatest, f32.load(i32.add(x, window)));
  forEachPixel(f, sizes, window, (at) => {
    f.set(value, f32.load(i32.add(x, at)));
    const isFirstNaN = i32.and(f32.ne(value, value), f32.eq(greatest, greatest));
    f.if(i32.or(f32.gt(value, greatest), isFirstNaN), () => {
      f.set(best, at);
      f.set(greatest, value);
    });
  });
  return best;
}
