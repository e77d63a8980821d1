/**
 * The losses as calls into the module. Labels are copied through a staging buffer, that many rows
 * at a time.
 */
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";
import type { Labels } from "../labels.ts";
import { STAGE } from "./program/layout.ts";

/** The loss operations. */
export function createLossOperations(
  { call, memory }: WasmContext,
): Pick<Kernels, "softmaxCrossEntropy" | "hinge"> {
  const { at } = memory;
  const stage = new Uint16Array(memory.buffer, STAGE.address, STAGE.bytes / 2);

  /** Calls `run` for ranges of rows whose labels are in the staging buffer. */
  function stageLabels(
    operation: string,
    labels: Labels,
    rows: number,
    classes: number,
    run: (first: number, count: number) => void,
  ): void {
    checkLabels(operation, labels, rows, classes);
    for (let first = 0; first < rows; first += stage.length) {
      const count = Math.min(stage.length, rows - first);
      for (let r = 0; r < count; r++) stage[r] = labels[first + r];
      run(first, count);
    }
  }

  return {
    softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes) {
      const from = at("softmaxCrossEntropy", "scores", scores, rows * classes);
      const to = at("softmaxCrossEntropy", "losses", losses, rows);
      const grad = at("softmaxCrossEntropy", "scoresGrad", scoresGrad, rows * classes);
      const keep = 1 - smoothing;
      const share = smoothing / classes;
      stageLabels("softmaxCrossEntropy", labels, rows, classes, (first, count) => {
        call.softmaxCrossEntropy(
          from + 4 * first * classes,
          STAGE.address,
          to + 4 * first,
          grad + 4 * first * classes,
          count,
          classes,
          smoothing === 0 ? 0 : 1,
          rows,
          keep,
          share,
          keep + share,
        );
      });
    },

    hinge(scores, labels, losses, scoresGrad, rows, classes) {
      const from = at("hinge", "scores", scores, rows * classes);
      const to = at("hinge", "losses", losses, rows);
      const grad = at("hinge", "scoresGrad", scoresGrad, rows * classes);
      stageLabels("hinge", labels, rows, classes, (first, count) => {
        call.hinge(
          from + 4 * first * classes,
          STAGE.address,
          to + 4 * first,
          grad + 4 * first * classes,
          count,
          classes,
          rows,
        );
      });
    },
  };
}

function checkLabels(operation: string, labels: Labels, rows: number, classes: number): void {
  if (labels.length < rows) {
    throw new RangeError(`Cannot run ${operation}: ${labels.length} labels for ${rows} rows`);
  }
  for (let r = 0; r < rows; r++) {
    if (labels[r] >= classes) {
      throw new RangeError(
        `Cannot run ${operation}: labels[${r}] is ${labels[r]}, there are ${classes} classes`,
      );
    }
  }
}
