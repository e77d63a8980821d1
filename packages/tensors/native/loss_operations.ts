/**
 * The losses, as calls into the library.
 */
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";

/** The losses. */
export function createLossOperations(
  { call, guard }: NativeContext,
): Pick<Kernels, "softmaxCrossEntropy" | "hinge"> {
  const { sizes, floats } = guard;
  return {
    softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes) {
      sizes("softmaxCrossEntropy", rows, classes);
      guard.labels("softmaxCrossEntropy", labels, rows, classes);
      const share = smoothing / classes;
      call.softmaxCrossEntropy(
        floats("softmaxCrossEntropy", "scores", scores, rows * classes),
        labels,
        smoothing === 0 ? 0 : 1,
        1 - smoothing,
        share,
        (1 - smoothing) + share,
        floats("softmaxCrossEntropy", "losses", losses, rows),
        floats("softmaxCrossEntropy", "scoresGrad", scoresGrad, rows * classes),
        rows,
        classes,
      );
    },

    hinge(scores, labels, losses, scoresGrad, rows, classes) {
      sizes("hinge", rows, classes);
      guard.labels("hinge", labels, rows, classes);
      call.hinge(
        floats("hinge", "scores", scores, rows * classes),
        labels,
        floats("hinge", "losses", losses, rows),
        floats("hinge", "scoresGrad", scoresGrad, rows * classes),
        rows,
        classes,
      );
    },
  };
}
