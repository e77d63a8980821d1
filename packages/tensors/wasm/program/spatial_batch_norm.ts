/**
 * Batch normalization of images, channel by channel, so that the planes of a channel are read from
 * memory once. All functions take one more number, the channels of an image, of which they process
 * `channels` neighbouring ones.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, f32x4, i32, type V128, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import { chainOfPlanes, forEachPixel, type Planes } from "./planes.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachRow } from "./vectors.ts";

const { add, sub, mul, div, sqrt } = f32x4;

type Int = Local<"i32">;
type V = Local<"v128">;

/** Writes spatialBatchNorm, spatialBatchNormInference and spatialBatchNormBackward. */
export function writeSpatialBatchNorm(t: Toolbox): void {
  writeForward(t);
  writeInference(t);
  writeBackward(t);
}

function inverseOf(t: Toolbox, variance: V128, epsilon: V): V128 {
  return div(t.constants.float(1), sqrt(add(variance, epsilon)));
}

/** The planes of one channel, by the locals of a function. */
function planesOf(f: FunctionBuilder, rows: Int, every: Int, pixels: Int): Planes {
  const stride = f.local("i32", i32.shl(i32.mul(every, pixels), 2));
  return { count: rows, stride, pixels };
}

/** Runs `body` for each channel; `images` are moved by a plane, `numbers` by one number. */
function forEachChannel(
  f: FunctionBuilder,
  channels: Int,
  pixels: Int,
  images: readonly Int[],
  numbers: readonly Int[],
  body: () => void,
): void {
  f.while(i32.ne(channels, 0), () => {
    body();
    for (const image of images) f.increase(image, i32.shl(pixels, 2));
    for (const number of numbers) f.increase(number, 4);
    f.increase(channels, -1);
  });
}

/** How many pixels a channel has in all images. */
function countOf(f: FunctionBuilder, rows: Int, pixels: Int): V {
  return f.local("v128", f32x4.splat(f32.convertU(i32.mul(rows, pixels))));
}

/** y = gamma·((x − mean)·inverse) + beta, over the planes of a channel. */
function transform(
  t: Toolbox,
  f: FunctionBuilder,
  { count, stride, pixels }: Planes,
  [x, y]: readonly [Int, Int],
  [gamma, beta, mean, inverse]: readonly [V, V, V, V],
): void {
  forEachRow(f, count, stride, [x, y], (...planes) => {
    forEachPixel(t, f, pixels, planes, (at, from, to) => {
      const normalized = mul(sub(at.load(from!), mean), inverse);
      at.store(to!, add(mul(gamma, normalized), beta));
    });
  });
}

function writeForward(t: Toolbox): void {
  const parameters = { ...parametersOf("spatialBatchNorm"), every: "i32" } as const;
  t.module.export("spatialBatchNorm", parameters, (f, given) => {
    const { x, gamma, beta, y, mean, variance, inverse, rows, channels, pixels, every } = given;
    const planes = planesOf(f, rows, every, pixels);
    const count = countOf(f, rows, pixels);
    const epsilon = f.local("v128", f32x4.splat(given.epsilon));
    const difference = f.local("v128");
    const numbers = [gamma, beta, mean, variance, inverse];
    forEachChannel(f, channels, pixels, [x, y], numbers, () => {
      const average = chainOfPlanes(t, f, planes, [x], (at, plane) => at.load(plane));
      f.set(average, div(average, count));
      const spread = chainOfPlanes(t, f, planes, [x], (at, plane) => {
        f.set(difference, sub(at.load(plane), average));
        return mul(difference, difference);
      });
      f.set(spread, div(spread, count));
      f.storeF32(mean, f32x4.extractLane(average, 0));
      f.storeF32(variance, f32x4.extractLane(spread, 0));
      const scale = f.local("v128", inverseOf(t, spread, epsilon));
      f.storeF32(inverse, f32x4.extractLane(scale, 0));
      const g = f.local("v128", v128.load32Splat(gamma));
      const b = f.local("v128", v128.load32Splat(beta));
      transform(t, f, planes, [x, y], [g, b, average, scale]);
    });
  });
}

function writeInference(t: Toolbox): void {
  const parameters = { ...parametersOf("spatialBatchNormInference"), every: "i32" } as const;
  t.module.export("spatialBatchNormInference", parameters, (f, given) => {
    const { x, gamma, beta, mean, variance, y, rows, channels, pixels, every } = given;
    const planes = planesOf(f, rows, every, pixels);
    const epsilon = f.local("v128", f32x4.splat(given.epsilon));
    forEachChannel(f, channels, pixels, [x, y], [gamma, beta, mean, variance], () => {
      const g = f.local("v128", v128.load32Splat(gamma));
      const b = f.local("v128", v128.load32Splat(beta));
      const m = f.local("v128", v128.load32Splat(mean));
      const scale = f.local("v128", inverseOf(t, v128.load32Splat(variance), epsilon));
      transform(t, f, planes, [x, y], [g, b, m, scale]);
    });
  });
}

function writeBackward(t: Toolbox): void {
  const parameters = { ...parametersOf("spatialBatchNormBackward"), every: "i32" } as const;
  t.module.export("spatialBatchNormBackward", parameters, (f, given) => {
    const { yGrad, x, gamma, mean, inverse, xGrad, gammaGrad, betaGrad, ...sizes } = given;
    const { rows, channels, pixels, every } = sizes;
    const planes = planesOf(f, rows, every, pixels);
    const count = countOf(f, rows, pixels);
    const numbers = [gamma, mean, inverse, gammaGrad, betaGrad];
    forEachChannel(f, channels, pixels, [yGrad, x, xGrad], numbers, () => {
      const m = f.local("v128", v128.load32Splat(mean));
      const scale = f.local("v128", v128.load32Splat(inverse));
      const normalized = (value: V128) => mul(sub(value, m), scale);
      const betas = chainOfPlanes(t, f, planes, [yGrad], (at, dy) => at.load(dy));
      const gammas = chainOfPlanes(t, f, planes, [yGrad, x], (at, dy, plane) => {
        return mul(at.load(dy), normalized(at.load(plane!)));
      });
      f.storeF32(betaGrad, f32x4.extractLane(betas, 0));
      f.storeF32(gammaGrad, f32x4.extractLane(gammas, 0));
      const factor = f.local("v128", div(mul(v128.load32Splat(gamma), scale), count));
      forEachRow(f, rows, planes.stride, [yGrad, x, xGrad], (...row) => {
        forEachPixel(t, f, pixels, row, (at, dy, plane, dx) => {
          const centred = sub(mul(count, at.load(dy!)), betas);
          const tilted = mul(normalized(at.load(plane!)), gammas);
          at.store(dx!, mul(factor, sub(centred, tilted)));
        });
      });
    });
  });
}
