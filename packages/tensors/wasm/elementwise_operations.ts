/**
 * The operations on one element at a time, rectifier and dropout included, as calls into the module.
 */
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

type ElementwiseOperation =
  | ("exp" | "log" | "multiply" | "scale" | "addScaled" | "clip" | "blend")
  | ("relu" | "reluBackward" | "dropout");

const TWO_32 = 4294967296;
const WORDS_OF_BLOCK = 4;

/** The elementwise operations. */
export function createElementwiseOperations(
  { call, memory: { at }, team }: WasmContext,
): Pick<Kernels, ElementwiseOperation> {
  return {
    exp(x, y, n) {
      call.exp(at("exp", "x", x, n), at("exp", "y", y, n), n);
    },

    log(x, y, n) {
      call.log(at("log", "x", x, n), at("log", "y", y, n), n);
    },

    multiply(x, a, y, n) {
      call.multiply(
        at("multiply", "x", x, n),
        at("multiply", "a", a, n),
        at("multiply", "y", y, n),
        n,
      );
    },

    scale(x, factor, n) {
      call.scale(at("scale", "x", x, n), n, factor);
    },

    addScaled(x, a, y, n) {
      call.addScaled(at("addScaled", "x", x, n), at("addScaled", "y", y, n), n, a);
    },

    clip(x, limit, n) {
      call.clip(at("clip", "x", x, n), n, limit);
    },

    blend(running, batch, momentum, n) {
      const to = at("blend", "running", running, n);
      call.blend(to, at("blend", "batch", batch, n), n, momentum, 1 - momentum);
    },

    relu(x, y, n) {
      call.relu(at("relu", "x", x, n), at("relu", "y", y, n), n);
    },

    reluBackward(y, yGrad, xGrad, n) {
      call.reluBackward(
        at("reluBackward", "y", y, n),
        at("reluBackward", "yGrad", yGrad, n),
        at("reluBackward", "xGrad", xGrad, n),
        n,
      );
    },

    dropout(x, { key: [key0, key1], page }, threshold, keepFactor, mask, y, n) {
      const from = at("dropout", "x", x, n);
      const kept = at("dropout", "mask", mask, n);
      const to = at("dropout", "y", y, n);
      const pageHigh = Math.floor(page / TWO_32);
      // The module compares with the highest word that keeps; where there is none, it keeps zeros.
      const highest = Math.max(threshold - 1, 0);
      const keep = threshold > 0 ? keepFactor : 0;
      if (team.shares(n)) {
        team.share("dropout", {
          work: n,
          size: n,
          unit: 16,
          part(start, count) {
            const moved = [from + 4 * start, kept + 4 * start, to + 4 * start];
            const block = start / WORDS_OF_BLOCK;
            return [...moved, count, block, key0, key1, page, pageHigh, highest, keep];
          },
        });
      } else {
        call.dropout(from, kept, to, n, 0, key0, key1, page, pageHigh, highest, keep);
      }
    },
  };
}
