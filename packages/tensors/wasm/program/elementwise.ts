/**
 * Operations on one element at a time that belong to no layer and no update rule.
 */
import { call, type Callable } from "../assembler/function_builder.ts";
import { f32x4, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

/** Writes exp, log, multiply, scale, addScaled, clip, blend, relu and reluBackward. */
export function writeElementwise(
  t: Toolbox,
  exp: Callable<"v128">,
  log: Callable<"v128">,
): void {
  const { module, constants } = t;

  for (const [name, apply] of [["exp", exp], ["log", log]] as const) {
    module.export(name, parametersOf(name), (f, { x, y, n }) => {
      forEachVector(t, f, n, [x, y], (at) => at.store(y, call(apply, at.load(x))));
    });
  }

  module.export("multiply", parametersOf("multiply"), (f, { x, a, y, n }) => {
    forEachVector(t, f, n, [x, a, y], (at) => {
      at.store(y, f32x4.mul(at.load(x), at.load(a)));
    });
  });

  module.export("scale", parametersOf("scale"), (f, { x, n, factor }) => {
    const factors = f.local("v128", f32x4.splat(factor));
    forEachVector(t, f, n, [x], (at) => at.store(x, f32x4.mul(at.load(x), factors)));
  });

  module.export("addScaled", parametersOf("addScaled"), (f, { x, y, n, a }) => {
    const factors = f.local("v128", f32x4.splat(a));
    forEachVector(t, f, n, [x, y], (at) => {
      at.store(y, f32x4.add(at.load(y), f32x4.mul(factors, at.load(x))));
    });
  });

  module.export("clip", parametersOf("clip"), (f, { x, n, limit }) => {
    const high = f.local("v128", f32x4.splat(limit));
    const low = f.local("v128", v128.xor(high, constants.bits(0x80000000)));
    const value = f.local("v128");
    forEachVector(t, f, n, [x], (at) => {
      f.set(value, at.load(x));
      const notBelow = v128.bitselect(low, value, f32x4.lt(value, low));
      at.store(x, v128.bitselect(high, notBelow, f32x4.gt(value, high)));
    });
  });

  module.export("blend", parametersOf("blend"), (f, { running, batch, n, momentum, rest }) => {
    const keep = f.local("v128", f32x4.splat(momentum));
    const take = f.local("v128", f32x4.splat(rest));
    forEachVector(t, f, n, [running, batch], (at) => {
      const kept = f32x4.mul(keep, at.load(running));
      at.store(running, f32x4.add(kept, f32x4.mul(take, at.load(batch))));
    });
  });

  module.export("relu", parametersOf("relu"), (f, { x, y, n }) => {
    const zero = f.local("v128", v128.zero());
    forEachVector(t, f, n, [x, y], (at) => {
      // pmax keeps NaN and −0 of x; adding +0 makes −0 the +0 that max wants.
      at.store(y, f32x4.add(f32x4.pmax(at.load(x), zero), zero));
    });
  });

  module.export("reluBackward", parametersOf("reluBackward"), (f, { y, yGrad, xGrad, n }) => {
    const zero = f.local("v128", v128.zero());
    forEachVector(t, f, n, [y, yGrad, xGrad], (at) => {
      at.store(xGrad, v128.and(at.load(yGrad), f32x4.gt(at.load(y), zero)));
    });
  });
}
