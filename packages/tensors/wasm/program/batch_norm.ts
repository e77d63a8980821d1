/**
 * Batch normalization: each column by its mean and variance over the rows. A group of columns is
 * taken through all its passes before the next, so that it is read from memory once.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, f32x4, i32, type V128, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import { type ColumnGroup, forEachColumnGroup, forEachRow } from "./vectors.ts";

const { add, sub, mul, div, sqrt } = f32x4;

type V = Local<"v128">;

/** Writes batchNorm, batchNormInference and batchNormBackward. */
export function writeBatchNorm(t: Toolbox): void {
  writeForward(t);
  writeInference(t);
  writeBackward(t);
}

/** One local for each vector of a group, set here to what `value` gives. */
function perVector(f: FunctionBuilder, group: ColumnGroup, value: (u: number) => V128): V[] {
  return group.vectors.map((u) => f.local("v128", value(u)));
}

function inverseOf(t: Toolbox, variance: V128, epsilon: V): V128 {
  return div(t.constants.float(1), sqrt(add(variance, epsilon)));
}

function writeForward(t: Toolbox): void {
  t.module.export("batchNorm", parametersOf("batchNorm"), (f, given) => {
    const { x, gamma, beta, y, normalized, mean, variance, inverse, rows, columns } = given;
    const stride = f.local("i32", i32.shl(columns, 2));
    const count = f.local("v128", f32x4.splat(f32.convertU(rows)));
    const epsilon = f.local("v128", f32x4.splat(given.epsilon));
    const arrays = [x, gamma, beta, y, normalized, mean, variance, inverse];
    forEachColumnGroup(t, f, columns, arrays, (group) => {
      const means = perVector(f, group, () => v128.zero());
      forEachRow(f, rows, stride, [x], (row) => {
        for (const u of group.vectors) f.set(means[u], add(means[u], group.load(row, u)));
      });
      const scales = perVector(f, group, () => v128.zero());
      for (const u of group.vectors) f.set(means[u], div(means[u], count));
      const difference = f.local("v128");
      forEachRow(f, rows, stride, [x], (row) => {
        for (const u of group.vectors) {
          f.set(difference, sub(group.load(row, u), means[u]));
          f.set(scales[u], add(scales[u], mul(difference, difference)));
        }
      });
      for (const u of group.vectors) {
        f.set(scales[u], div(scales[u], count));
        group.store(mean, u, means[u]);
        group.store(variance, u, scales[u]);
        f.set(scales[u], inverseOf(t, scales[u], epsilon));
        group.store(inverse, u, scales[u]);
      }
      const gammas = perVector(f, group, (u) => group.load(gamma, u));
      const betas = perVector(f, group, (u) => group.load(beta, u));
      forEachRow(f, rows, stride, [x, normalized, y], (xRow, normalizedRow, yRow) => {
        for (const u of group.vectors) {
          f.set(difference, mul(sub(group.load(xRow, u), means[u]), scales[u]));
          group.store(normalizedRow, u, difference);
          group.store(yRow, u, add(mul(gammas[u], difference), betas[u]));
        }
      });
    });
  });
}

function writeInference(t: Toolbox): void {
  t.module.export("batchNormInference", parametersOf("batchNormInference"), (f, given) => {
    const { x, gamma, beta, mean, variance, y, rows, columns } = given;
    const stride = f.local("i32", i32.shl(columns, 2));
    const epsilon = f.local("v128", f32x4.splat(given.epsilon));
    forEachColumnGroup(t, f, columns, [x, gamma, beta, mean, variance, y], (group) => {
      const gammas = perVector(f, group, (u) => group.load(gamma, u));
      const betas = perVector(f, group, (u) => group.load(beta, u));
      const means = perVector(f, group, (u) => group.load(mean, u));
      const scales = perVector(f, group, (u) => inverseOf(t, group.load(variance, u), epsilon));
      forEachRow(f, rows, stride, [x, y], (xRow, yRow) => {
        for (const u of group.vectors) {
          const normalized = mul(sub(group.load(xRow, u), means[u]), scales[u]);
          group.store(yRow, u, add(mul(gammas[u], normalized), betas[u]));
        }
      });
    });
  });
}

function writeBackward(t: Toolbox): void {
  t.module.export("batchNormBackward", parametersOf("batchNormBackward"), (f, given) => {
    const { yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns } = given;
    const stride = f.local("i32", i32.shl(columns, 2));
    const count = f.local("v128", f32x4.splat(f32.convertU(rows)));
    const arrays = [yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad];
    forEachColumnGroup(t, f, columns, arrays, (group) => {
      const betaSums = perVector(f, group, () => v128.zero());
      const gammaSums = perVector(f, group, () => v128.zero());
      const slope = f.local("v128");
      forEachRow(f, rows, stride, [yGrad, normalized], (yRow, normalizedRow) => {
        for (const u of group.vectors) {
          f.set(slope, group.load(yRow, u));
          f.set(betaSums[u], add(betaSums[u], slope));
          const product = mul(slope, group.load(normalizedRow, u));
          f.set(gammaSums[u], add(gammaSums[u], product));
        }
      });
      const factors = perVector(f, group, (u) => {
        return div(mul(group.load(gamma, u), group.load(inverse, u)), count);
      });
      for (const u of group.vectors) {
        group.store(betaGrad, u, betaSums[u]);
        group.store(gammaGrad, u, gammaSums[u]);
      }
      forEachRow(f, rows, stride, [yGrad, normalized, xGrad], (yRow, normalizedRow, xRow) => {
        for (const u of group.vectors) {
          const centred = sub(mul(count, group.load(yRow, u)), betaSums[u]);
          const tilted = mul(group.load(normalizedRow, u), gammaSums[u]);
          group.store(xRow, u, mul(factors[u], sub(centred, tilted)));
        }
      });
    });
  });
}
