/**
 * The operations on one element at a time, rectifier and dropout included, as calls into the library.
 */
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";

type ElementwiseOperation =
  | ("exp" | "log" | "multiply" | "scale" | "addScaled" | "clip" | "blend")
  | ("relu" | "reluBackward" | "dropout");

/** The elementwise operations. */
export function createElementwiseOperations(
  { call, team, guard }: NativeContext,
): Pick<Kernels, ElementwiseOperation> {
  const { sizes, floats } = guard;
  return {
    exp(x, y, n) {
      sizes("exp", n);
      call.exp(floats("exp", "x", x, n), floats("exp", "y", y, n), n);
    },

    log(x, y, n) {
      sizes("log", n);
      call.log(floats("log", "x", x, n), floats("log", "y", y, n), n);
    },

    multiply(x, a, y, n) {
      sizes("multiply", n);
      call.multiply(
        floats("multiply", "x", x, n),
        floats("multiply", "a", a, n),
        floats("multiply", "y", y, n),
        n,
      );
    },

    scale(x, factor, n) {
      sizes("scale", n);
      call.scale(floats("scale", "x", x, n), factor, n);
    },

    addScaled(x, a, y, n) {
      sizes("addScaled", n);
      call.addScaled(floats("addScaled", "x", x, n), a, floats("addScaled", "y", y, n), n);
    },

    clip(x, limit, n) {
      sizes("clip", n);
      call.clip(floats("clip", "x", x, n), limit, n);
    },

    blend(running, batch, momentum, n) {
      sizes("blend", n);
      const running32 = floats("blend", "running", running, n);
      call.blend(running32, floats("blend", "batch", batch, n), momentum, 1 - momentum, n);
    },

    relu(x, y, n) {
      sizes("relu", n);
      call.relu(floats("relu", "x", x, n), floats("relu", "y", y, n), n);
    },

    reluBackward(y, yGrad, xGrad, n) {
      sizes("reluBackward", n);
      call.reluBackward(
        floats("reluBackward", "y", y, n),
        floats("reluBackward", "yGrad", yGrad, n),
        floats("reluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    dropout(x, random, threshold, keepFactor, mask, y, n) {
      sizes("dropout", n);
      call.dropout(
        team,
        floats("dropout", "x", x, n),
        random.key[0] >>> 0,
        random.key[1] >>> 0,
        random.page,
        threshold,
        keepFactor,
        floats("dropout", "mask", mask, n),
        floats("dropout", "y", y, n),
        n,
      );
    },
  };
}
