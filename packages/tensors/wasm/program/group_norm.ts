/**
 * Group normalization: each group of channels of each image by its mean and variance. The planes of
 * a group follow one another.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, f32x4, i32, type V128, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import { chainOfPlanes, forEachPixel, planeSum } from "./planes.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachRow, spread, zeroVector } from "./vectors.ts";

const { add, sub, mul, div, sqrt } = f32x4;

type Int = Local<"i32">;

/** Writes groupNorm and groupNormBackward. */
export function writeGroupNorm(t: Toolbox): void {
  writeForward(t);
  writeBackward(t);
}

/** Runs `body` for each group of each image, and `begin` before the groups of each image. */
function forEachGroup(
  f: FunctionBuilder,
  rows: Int,
  groups: Int,
  begin: () => void,
  body: () => void,
): void {
  const left = f.local("i32");
  f.while(i32.ne(rows, 0), () => {
    begin();
    f.set(left, groups);
    f.while(i32.ne(left, 0), () => {
      body();
      f.increase(left, -1);
    });
    f.increase(rows, -1);
  });
}

function writeForward(t: Toolbox): void {
  t.module.export("groupNorm", parametersOf("groupNorm"), (f, given) => {
    const { x, gamma, beta, y, mean, inverse, rows, groups, channels, pixels } = given;
    const stride = f.local("i32", i32.shl(pixels, 2));
    const planes = { count: channels, stride, pixels };
    const count = f.local("v128", f32x4.splat(f32.convertU(i32.mul(channels, pixels))));
    const epsilon = f.local("v128", f32x4.splat(given.epsilon));
    const [g, b, difference] = f.locals("v128", 3);
    const [gammas, betas] = f.locals("i32", 2);
    const begin = () => {
      f.set(gammas!, gamma);
      f.set(betas!, beta);
    };
    forEachGroup(f, rows, groups, begin, () => {
      const average = chainOfPlanes(t, f, planes, [x], (at, plane) => at.load(plane));
      f.set(average, div(average, count));
      const scale = chainOfPlanes(t, f, planes, [x], (at, plane) => {
        f.set(difference!, sub(at.load(plane), average));
        return mul(difference!, difference!);
      });
      f.set(scale, div(scale, count));
      f.set(scale, div(t.constants.float(1), sqrt(add(scale, epsilon))));
      f.storeF32(mean, f32x4.extractLane(average, 0));
      f.storeF32(inverse, f32x4.extractLane(scale, 0));
      forEachRow(f, channels, stride, [x, y], (...row) => {
        f.set(g!, v128.load32Splat(gammas!));
        f.set(b!, v128.load32Splat(betas!));
        forEachPixel(t, f, pixels, row, (at, from, to) => {
          const normalized = mul(sub(at.load(from!), average), scale);
          at.store(to!, add(mul(g!, normalized), b!));
        });
        f.increase(gammas!, 4);
        f.increase(betas!, 4);
      });
      for (const image of [x, y]) f.increase(image, i32.mul(channels, stride));
      for (const number of [mean, inverse]) f.increase(number, 4);
    });
  });
}

function writeBackward(t: Toolbox): void {
  t.module.export("groupNormBackward", parametersOf("groupNormBackward"), (f, given) => {
    const { yGrad, x, gamma, mean, inverse, xGrad, gammaSums, betaSums, ...sizes } = given;
    const { rows, groups, channels, pixels } = sizes;
    const stride = f.local("i32", i32.shl(pixels, 2));
    const count = f.local("v128", f32x4.splat(f32.convertU(i32.mul(channels, pixels))));
    const gammas = f.local("i32");
    const [m, scale, g] = f.locals("v128", 3);
    const normalized = (value: V128) => mul(sub(value, m!), scale!);
    forEachGroup(f, rows, groups, () => f.set(gammas, gamma), () => {
      f.set(m!, v128.load32Splat(mean));
      f.set(scale!, v128.load32Splat(inverse));
      const [s, tilt] = [zeroVector(f), zeroVector(f)];
      const each = f.local("i32", gammas);
      forEachRow(f, channels, stride, [yGrad, x], (dyPlane, xPlane) => {
        f.set(g!, v128.load32Splat(each));
        const beta = planeSum(t, f, pixels, [dyPlane!], (at, dy) => at.load(dy));
        f.storeF32(betaSums, f32x4.extractLane(beta, 0));
        f.set(s, add(s, mul(beta, g!)));
        const slope = planeSum(t, f, pixels, [dyPlane!, xPlane!], (at, dy, plane) => {
          return mul(at.load(dy), normalized(at.load(plane!)));
        });
        f.storeF32(gammaSums, f32x4.extractLane(slope, 0));
        f.set(tilt, add(tilt, mul(slope, g!)));
        for (const number of [each, betaSums, gammaSums]) f.increase(number, 4);
      });
      spread(f, s);
      spread(f, tilt);
      const factor = f.local("v128", div(scale!, count));
      forEachRow(f, channels, stride, [yGrad, x, xGrad], (...row) => {
        f.set(g!, v128.load32Splat(gammas));
        forEachPixel(t, f, pixels, row, (at, dy, plane, dx) => {
          const centred = sub(mul(count, mul(at.load(dy!), g!)), s);
          at.store(dx!, mul(factor, sub(centred, mul(normalized(at.load(plane!)), tilt))));
        });
        f.increase(gammas, 4);
      });
      for (const image of [yGrad, x, xGrad]) f.increase(image, i32.mul(channels, stride));
      for (const number of [mean, inverse]) f.increase(number, 4);
    });
  });
}
