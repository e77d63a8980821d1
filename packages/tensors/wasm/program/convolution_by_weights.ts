/**
 * The gradient of a convolution by its filters: for each image a matrix product of gradients with
 * patches, one chain over its pixels; then these are added, image after image.
 */
import type { Callable, FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32x4, i32, v128 } from "../assembler/values.ts";
import { CONVOLUTION_BLOCK as BLOCK } from "./layout.ts";
import { parametersOf } from "./parameters.ts";
import { copyFloats } from "./patches.ts";
import type { Toolbox } from "./toolbox.ts";

type Int = Local<"i32">;

/** The most places in a block, so many steps of a chain; an image is cut into equal blocks. */
const MOST_SPOTS = 120;

/** Bytes from row to row of a block of gradients. */
const ROW_BYTES = 4 * BLOCK.taps;

/**
 * Writes convolutionByWeights, which takes two numbers more: the first tap, counted over groups, and
 * how many taps are asked for.
 */
export function writeConvolutionByWeights(
  t: Toolbox,
  layPatches: Callable<undefined>,
  multiplyBlock: Callable<undefined>,
): void {
  const { patches, filters: sum, results } = t.layout.convolution;
  const parameters = { ...parametersOf("convolutionByWeights"), at: "i32", count: "i32" } as const;
  t.module.export("convolutionByWeights", parameters, (f, given) => {
    const { x, yGrad, wGrad, rows, groups, channels, filters, height, width, ...rest } = given;
    const { kernel, stride, padding, outHeight, outWidth, at, count } = rest;
    const all = f.local("i32", i32.mul(channels, i32.mul(kernel, kernel)));
    const end = f.local("i32", i32.add(at, count));
    const places = f.local("i32", i32.mul(outHeight, outWidth));
    const pixels = f.local("i32", i32.mul(height, width));
    const image = f.local("i32", i32.mul(i32.mul(groups, channels), pixels));
    const base = f.local("i32", i32.sub(0, padding));
    const blocks = f.local("i32", i32.divU(i32.add(places, MOST_SPOTS - 1), MOST_SPOTS));
    const inBlock = f.local("i32");
    f.if(i32.ne(places, 0), () => {
      f.set(inBlock, i32.divU(i32.add(places, i32.sub(blocks, 1)), blocks));
    });
    const [group, tap, taps, plane, planes, row, spot, spots] = f.locals("i32", 8);
    const [images, grads, gradients, target, source] = f.locals("i32", 5);
    f.while(i32.ltU(at, end), () => {
      f.set(group!, i32.divU(at, all));
      f.set(tap!, i32.remU(at, all));
      f.set(taps!, i32.minU(BLOCK.taps, i32.minU(i32.sub(all, tap!), i32.sub(end, at))));
      f.set(images!, i32.add(x, i32.shl(i32.mul(i32.mul(group!, channels), pixels), 2)));
      f.set(plane!, 0);
      f.while(i32.ltU(plane!, filters), () => {
        f.set(planes!, i32.minU(BLOCK.planes, i32.sub(filters, plane!)));
        const first = i32.add(i32.mul(group!, filters), plane!);
        f.set(grads!, i32.add(yGrad, i32.shl(i32.mul(first, places), 2)));
        forEachVectorOf(f, planes!, (of) => f.storeV128(i32.add(of, sum), v128.zero()));
        f.set(row!, 0);
        // Where there are no places, the chains of all images are +0 and so is their sum.
        f.while(i32.ltU(row!, i32.select(rows, 0, places)), () => {
          f.set(spot!, 0);
          f.while(i32.ltU(spot!, places), () => {
            f.set(spots!, i32.minU(inBlock, i32.sub(places, spot!)));
            const grid = [height, width, image, outHeight, outWidth, stride];
            const axes = [kernel, base, 1, kernel, base, 1];
            const from = i32.add(i32.mul(row!, places), spot!);
            f.call(layPatches, ...grid, ...axes, images!, tap!, taps!, from, spots!, patches);
            f.set(gradients!, i32.add(grads!, i32.shl(spot!, 2)));
            const left = [i32.eqz(spot!), gradients!, i32.shl(places, 2)];
            const right = [patches, 4 * BLOCK.spots, results, ROW_BYTES];
            f.call(multiplyBlock, 1, planes!, taps!, spots!, ...left, ...right);
            f.increase(spot!, spots!);
          });
          forEachVectorOf(f, planes!, (of) => {
            const added = f32x4.add(v128.load(of, sum), v128.load(of, results));
            f.storeV128(i32.add(of, sum), added);
          });
          f.increase(grads!, i32.shl(i32.mul(i32.mul(groups, filters), places), 2));
          f.increase(row!, 1);
        });
        f.set(source!, sum);
        f.set(target!, i32.add(wGrad, i32.shl(i32.add(i32.mul(first, all), tap!), 2)));
        f.increase(plane!, planes!);
        f.while(i32.ne(planes!, 0), () => {
          copyFloats(f, source!, target!, taps!);
          f.increase(source!, ROW_BYTES);
          f.increase(target!, i32.shl(all, 2));
          f.increase(planes!, -1);
        });
      });
      f.increase(at, taps!);
    });
  });
}

/** Does `body` for the places of all vectors in `planes` rows of a block. */
function forEachVectorOf(f: FunctionBuilder, planes: Int, body: (of: Int) => void): void {
  const [of, end] = f.locals("i32", 2);
  f.set(of!, 0);
  f.set(end!, i32.mul(planes, ROW_BYTES));
  f.while(i32.ltU(of!, end!), () => {
    body(of!);
    f.increase(of!, 16);
  });
}
