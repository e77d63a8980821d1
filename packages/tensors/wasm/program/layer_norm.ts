/**
 * Layer normalization: each row by its mean and variance over the columns. The gradients of gamma
 * and beta are column chains and are computed first, the rest row by row.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, f32x4, i32, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import {
  copies,
  forEachColumnGroup,
  forEachRow,
  forEachVector,
  laneSum,
  spread,
} from "./vectors.ts";

const { add, sub, mul, div, sqrt } = f32x4;

type Pointer = Local<"i32">;

/** Writes layerNorm and layerNormBackward. */
export function writeLayerNorm(t: Toolbox): void {
  writeForward(t);
  writeBackward(t);
}

function writeForward(t: Toolbox): void {
  t.module.export("layerNorm", parametersOf("layerNorm"), (f, given) => {
    const { x, gamma, beta, y, normalized, inverse, rows, columns } = given;
    const stride = f.local("i32", i32.shl(columns, 2));
    const count = f.local("v128", f32x4.splat(f32.convertU(columns)));
    const epsilon = f.local("v128", f32x4.splat(given.epsilon));
    const n = f.local("i32");
    const element = f.local("i32");
    const centred = f.local("v128");
    forEachRow(f, rows, stride, [x, normalized, y], (xRow, normalizedRow, yRow) => {
      f.set(n, columns);
      f.set(element, xRow);
      const mean = laneSum(t, f, n, [element], (at) => at.load(element));
      f.set(mean, div(mean, count));
      spread(f, mean);

      f.set(n, columns);
      f.set(element, xRow);
      const scale = laneSum(t, f, n, [element], (at) => {
        f.set(centred, sub(at.load(element), mean));
        return mul(centred, centred);
      });
      f.set(scale, div(scale, count));
      f.set(scale, div(t.constants.float(1), sqrt(add(scale, epsilon))));
      f.storeF32(inverse, f32x4.extractLane(scale, 0));
      spread(f, scale);

      f.set(n, columns);
      const [from, to, out, gammas, betas] = copies(f, [xRow, normalizedRow, yRow, gamma, beta]);
      forEachVector(t, f, n, [from, to, out, gammas, betas], (at) => {
        f.set(centred, mul(sub(at.load(from), mean), scale));
        at.store(to, centred);
        at.store(out, add(mul(at.load(gammas), centred), at.load(betas)));
      });
      f.increase(inverse, 4);
    });
  });
}

function writeBackward(t: Toolbox): void {
  t.module.export("layerNormBackward", parametersOf("layerNormBackward"), (f, given) => {
    const { yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns } = given;
    const stride = f.local("i32", i32.shl(columns, 2));
    const count = f.local("v128", f32x4.splat(f32.convertU(columns)));
    const n = f.local("i32", columns);
    const outputs = copies(f, [yGrad, normalized, gammaGrad, betaGrad]);
    writeParameterGradients(t, f, rows, n, stride, outputs);

    const slope = f.local("v128");
    forEachRow(f, rows, stride, [yGrad, normalized, xGrad], (yRow, normalizedRow, xRow) => {
      f.set(n, columns);
      const [dy, gammas] = copies(f, [yRow, gamma]);
      const s = laneSum(t, f, n, [dy, gammas], (at) => mul(at.load(dy), at.load(gammas)));
      spread(f, s);

      f.set(n, columns);
      const [dy2, gammas2, xHat] = copies(f, [yRow, gamma, normalizedRow]);
      const products = laneSum(t, f, n, [dy2, gammas2, xHat], (at) => {
        return mul(mul(at.load(dy2), at.load(gammas2)), at.load(xHat));
      });
      spread(f, products);
      const factor = f.local("v128", div(v128.load32Splat(inverse), count));

      f.set(n, columns);
      const [dy3, gammas3, xHat3, out] = copies(f, [yRow, gamma, normalizedRow, xRow]);
      forEachVector(t, f, n, [dy3, gammas3, xHat3, out], (at) => {
        f.set(slope, mul(at.load(dy3), at.load(gammas3)));
        const centred = sub(mul(count, slope), s);
        at.store(out, mul(factor, sub(centred, mul(at.load(xHat3), products))));
      });
      f.increase(inverse, 4);
    });
  });
}

/** betaGrad and gammaGrad; changes `columns` and the pointers. */
function writeParameterGradients(
  t: Toolbox,
  f: FunctionBuilder,
  rows: Pointer,
  columns: Pointer,
  stride: Pointer,
  pointers: readonly Pointer[],
): void {
  const [yGrad, normalized, gammaGrad, betaGrad] = pointers;
  const slope = f.local("v128");
  forEachColumnGroup(t, f, columns, pointers, (group) => {
    const betaSums = group.vectors.map(() => f.local("v128", v128.zero()));
    const gammaSums = group.vectors.map(() => f.local("v128", v128.zero()));
    forEachRow(f, rows, stride, [yGrad, normalized], (yRow, normalizedRow) => {
      for (const u of group.vectors) {
        f.set(slope, group.load(yRow, u));
        f.set(betaSums[u], add(betaSums[u], slope));
        f.set(gammaSums[u], add(gammaSums[u], mul(slope, group.load(normalizedRow, u))));
      }
    });
    for (const u of group.vectors) {
      group.store(betaGrad, u, betaSums[u]);
      group.store(gammaGrad, u, gammaSums[u]);
    }
  });
}
