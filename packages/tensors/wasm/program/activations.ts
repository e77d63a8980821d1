/**
 * Activations forward and backward, the rectifier's aside.
 */
import { f32x4, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

/** Writes every activation with its backward pass. */
export function writeActivations(t: Toolbox): void {
  const { module } = t;

  module.export("leakyRelu", parametersOf("leakyRelu"), (f, { x, slope, y, n }) => {
    const slopes = f.local("v128", f32x4.splat(slope));
    const zero = f.local("v128", v128.zero());
    const value = f.local("v128");
    forEachVector(t, f, n, [x, y], (at) => {
      f.set(value, at.load(x));
      at.store(y, v128.bitselect(value, f32x4.mul(slopes, value), f32x4.gt(value, zero)));
    });
  });

  const backward = parametersOf("leakyReluBackward");
  module.export("leakyReluBackward", backward, (f, { y, yGrad, slope, xGrad, n }) => {
    const slopes = f.local("v128", f32x4.splat(slope));
    const zero = f.local("v128", v128.zero());
    const value = f.local("v128");
    forEachVector(t, f, n, [y, yGrad, xGrad], (at) => {
      f.set(value, at.load(yGrad));
      const above = f32x4.gt(at.load(y), zero);
      at.store(xGrad, v128.bitselect(value, f32x4.mul(slopes, value), above));
    });
  });
}
