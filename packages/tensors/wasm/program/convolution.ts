/**
 * Convolutions: patches are laid out block by block and multiplied by filters as the matrix product
 * multiplies. Each result is one chain over the taps: between two blocks it is kept in the block of
 * results.
 */
import type { Callable, Local } from "../assembler/function_builder.ts";
import { f32x4, i32, v128 } from "../assembler/values.ts";
import {
  fillWithZeros,
  ROW_BYTES,
  writePackFilters,
  writePlaceResults,
} from "./convolution_blocks.ts";
import { writeConvolutionByWeights } from "./convolution_by_weights.ts";
import { CONVOLUTION_BLOCK as BLOCK } from "./layout.ts";
import { parametersOf } from "./parameters.ts";
import { GRID, writeLayPatches } from "./patches.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

type Int = Local<"i32">;

/**
 * How results are made from patches: strides in w of a plane of results, of a plane of patches and
 * of a tap down and across; where on its plane of y, `yHeight` by `yWidth`, the result of a place
 * lies.
 */
const PRODUCT = {
  w: "i32",
  y: "i32",
  images: "i32",
  groups: "i32",
  planesIn: "i32",
  planesOut: "i32",
  wGroup: "i32",
  wPlaneOut: "i32",
  wPlaneIn: "i32",
  wRow: "i32",
  wColumn: "i32",
  yHeight: "i32",
  yWidth: "i32",
  yStride: "i32",
  yTop: "i32",
  yLeft: "i32",
} as const;

/** Writes all operations of convolutions. */
export function writeConvolution(t: Toolbox, multiplyBlock: Callable<undefined>): void {
  const layPatches = writeLayPatches(t, BLOCK.spots);
  const convolve = writeConvolve(t, layPatches, multiplyBlock);
  writeForward(t, convolve);
  writeByData(t, convolve);
  writeConvolutionByWeights(t, layPatches, multiplyBlock);

  t.module.export("addChannelBias", parametersOf("addChannelBias"), (f, given) => {
    const { x, bias, rows, channels, pixels } = given;
    const [channel, at, n] = f.locals("i32", 3);
    const shift = f.local("v128");
    f.while(i32.ne(rows, 0), () => {
      f.set(channel, channels);
      f.set(at, bias);
      f.while(i32.ne(channel, 0), () => {
        f.set(n, pixels);
        f.set(shift, v128.load32Splat(at!));
        forEachVector(t, f, n!, [x], (of) => of.store(x, f32x4.add(of.load(x), shift)));
        f.increase(x, i32.shl(n!, 2));
        f.increase(at!, 4);
        f.increase(channel!, -1);
      });
      f.increase(rows, -1);
    });
  });
}

function writeForward({ module }: Toolbox, convolve: Callable<undefined>): void {
  module.export("convolution", parametersOf("convolution"), (f, given) => {
    const { x, w, y, rows, groups, channels, filters, height, width, ...rest } = given;
    const { kernel, stride, padding, outHeight, outWidth } = rest;
    const image = i32.mul(i32.mul(groups, channels), i32.mul(height, width));
    const base = i32.sub(0, padding);
    const grid = [height, width, image, outHeight, outWidth, stride];
    const taps = [kernel, base, 1, kernel, base, 1];
    const square = i32.mul(kernel, kernel);
    const group = i32.mul(i32.mul(filters, channels), square);
    const strides = [group, i32.mul(channels, square), square, kernel, 1];
    const product = [w, y, rows, groups, channels, filters, ...strides];
    f.call(convolve, ...grid, ...taps, x, ...product, outHeight, outWidth, 1, 0, 0);
  });
}

/**
 * With a stride, pixels fall into stride × stride classes, each of which meets its own taps: a
 * convolution of the gradients, without stride, for each class.
 */
function writeByData({ module }: Toolbox, convolve: Callable<undefined>): void {
  module.export("convolutionByData", parametersOf("convolutionByData"), (f, given) => {
    const { yGrad, w, xGrad, rows, groups, channels, filters, height, width, ...rest } = given;
    const { kernel, stride, padding, outHeight, outWidth } = rest;
    const [r, k, top, left] = f.locals("i32", 4);
    const rest0 = f.local("i32", i32.remU(padding, stride));
    /** The first pixel of the class that meets tap `tap` first. */
    const firstOf = (tap: Int) => i32.remU(i32.sub(i32.add(tap, stride), rest0), stride);
    const countFrom = (first: Int, n: Int) =>
      i32.select(
        i32.add(i32.divU(i32.sub(i32.sub(n, 1), first), stride), 1),
        0,
        i32.ltU(first, n),
      );
    const baseOf = (first: Int, tap: Int) =>
      // first + padding − tap is a multiple of stride, and never negative
      i32.divU(i32.sub(i32.add(first, padding), tap), stride);
    f.while(i32.ltU(r!, stride), () => {
      f.set(top!, firstOf(r!));
      f.set(k!, 0);
      f.while(i32.ltU(k!, stride), () => {
        f.set(left!, firstOf(k!));
        const image = i32.mul(i32.mul(groups, filters), i32.mul(outHeight, outWidth));
        const grid = [
          outHeight,
          outWidth,
          image,
          countFrom(top!, height),
          countFrom(left!, width),
          1,
        ];
        const down = [countFrom(r!, kernel), baseOf(top!, r!), -1];
        const across = [countFrom(k!, kernel), baseOf(left!, k!), -1];
        const square = i32.mul(kernel, kernel);
        const from = i32.add(w, i32.shl(i32.add(i32.mul(r!, kernel), k!), 2));
        const group = i32.mul(i32.mul(filters, channels), square);
        const strides = [group, square, i32.mul(channels, square), i32.mul(stride, kernel), stride];
        const product = [from, xGrad, rows, groups, filters, channels, ...strides];
        const target = [height, width, stride, top!, left!];
        f.call(convolve, ...grid, ...down, ...across, yGrad, ...product, ...target);
        f.increase(k!, 1);
      });
      f.increase(r!, 1);
    });
  });
}

/** Writes the function that makes the results of all images. Strides and sizes are in floats. */
function writeConvolve(
  t: Toolbox,
  layPatches: Callable<undefined>,
  multiplyBlock: Callable<undefined>,
): Callable<undefined> {
  const packFilters = writePackFilters(t);
  const placeResults = writePlaceResults(t);
  const { patches, filters, results } = t.layout.convolution;
  const parameters = { ...GRID, x: "i32", ...PRODUCT } as const;
  return t.module.function(parameters, (f, given) => {
    const { height, width, down, across, rowTaps, columnTaps, x, w, y, images, groups } = given;
    const { planesIn, planesOut, wPlaneOut, wPlaneIn, yHeight, yWidth } = given;
    const inPlane = f.local("i32", i32.mul(rowTaps, columnTaps));
    const all = f.local("i32", i32.mul(planesIn, inPlane));
    const places = f.local("i32", i32.mul(down, across));
    const end = f.local("i32", i32.mul(images, places));
    const isDirect = f.local("i32", i32.eq(wPlaneIn, inPlane));
    const [group, spot, spots, plane, planes, tap, taps] = f.locals("i32", 7);
    const [wBlock, wBlockStride] = f.locals("i32", 2);
    f.while(i32.ltU(group!, groups), () => {
      f.set(spot!, 0);
      f.while(i32.ltU(spot!, end), () => {
        f.set(spots!, i32.minU(BLOCK.spots, i32.sub(end, spot!)));
        f.set(plane!, 0);
        f.while(i32.ltU(plane!, planesOut), () => {
          f.set(planes!, i32.minU(BLOCK.planes, i32.sub(planesOut, plane!)));
          f.if(i32.eqz(all), () => fillWithZeros(f, results, planes!));
          f.set(tap!, 0);
          f.while(i32.ltU(tap!, all), () => {
            f.set(taps!, i32.minU(BLOCK.taps, i32.sub(all, tap!)));
            const grid = Object.keys(GRID).map((name) => given[name as keyof typeof GRID]);
            f.call(layPatches, ...grid, x, tap!, taps!, spot!, spots!, patches);
            const from = i32.add(w, i32.shl(i32.mul(plane!, wPlaneOut), 2));
            f.if(isDirect, () => {
              f.set(wBlock!, i32.add(from, i32.shl(tap!, 2)));
              f.set(wBlockStride!, i32.shl(wPlaneOut, 2));
            }, () => {
              f.set(wBlock!, filters);
              f.set(wBlockStride!, ROW_BYTES);
              const strides = [wPlaneOut, wPlaneIn, given.wRow, given.wColumn];
              f.call(packFilters, from, tap!, taps!, planes!, rowTaps, columnTaps, ...strides);
            });
            const left = [i32.eqz(tap!), wBlock!, wBlockStride!];
            const right = [patches, 4 * BLOCK.spots, results, 4 * BLOCK.spots];
            f.call(multiplyBlock, 0, planes!, spots!, taps!, ...left, ...right);
            f.increase(tap!, taps!);
          });
          const target = i32.add(y, i32.shl(i32.mul(i32.mul(plane!, yHeight), yWidth), 2));
          const image = i32.mul(i32.mul(groups, planesOut), i32.mul(yHeight, yWidth));
          const where = [yHeight, yWidth, given.yStride, given.yTop, given.yLeft];
          f.call(placeResults, target, image, planes!, down, across, spot!, spots!, ...where);
          f.increase(plane!, planes!);
        });
        f.increase(spot!, spots!);
      });
      f.increase(x, i32.shl(i32.mul(planesIn, i32.mul(height, width)), 2));
      f.increase(w, i32.shl(given.wGroup, 2));
      f.increase(y, i32.shl(i32.mul(planesOut, i32.mul(yHeight, yWidth)), 2));
      f.increase(group!, 1);
    });
  });
}
