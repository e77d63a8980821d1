/**
 * Section 20 of the contract: the loss of several labels, their figures, and complete runs on
 * tables.
 */
import { taskKindOf } from "@samebit/tasks";
import type { Split } from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss } from "../../packages/losses/registry.ts";
import { digestsOf } from "./runs.ts";
import { type Case, checkVectors, floatsOf, hex64, hexOf } from "./vectors.ts";

checkVectors("20-multi-label", {
  loss({ precision, labelSmoothing, positiveWeights = "none", outputs, ...given }: Case) {
    const { scores, targets } = given;
    const rows = scores.length / outputs;
    const context = { kernels: createReferenceKernels(precision), maxRows: rows, outputs };
    const kind = "binary-cross-entropy";
    const loss = createLoss({ kind, labelSmoothing, positiveWeights }, context);
    loss.forward(floatsOf(scores), floatsOf(targets), rows, { training: true, step: 1 });
    return { losses: hexOf(loss.losses), gradient: hexOf(loss.scoresGrad) };
  },
  figures({ outputs, scores, targets }: Case) {
    const names = Array.from({ length: outputs }, (_, j) => String(j));
    const map = { names, mean: new Float64Array(outputs), deviation: new Float64Array(outputs) };
    const task = taskKindOf({ task: "multi-label" }).begin(
      { classes: [], targets: map },
      "float32",
    );
    const count = scores.length / outputs;
    const indices = Uint32Array.from({ length: count }, (_, row) => row);
    const split: Split = { values: new Float32Array(), labels: new Uint16Array(), count };
    const scored = { scores: floatsOf(scores), targets: floatsOf(targets), split, indices };
    const judgement = task.judge();
    judgement.add(scored);
    const probabilities = Array.from(indices).flatMap((row) =>
      Object.entries(task.predict(scored, row)).filter(([name]) => name.startsWith("probability"))
        .map(([, value]) => hex64(value))
    );
    const { labelAccuracy, exactMatch, macroF1 } = judgement.figures();
    return {
      probabilities,
      labelAccuracy: hex64(labelAccuracy!),
      exactMatch: hex64(exactMatch!),
      macroF1: hex64(macroF1!),
    };
  },
  files: ({ plan, table }) => digestsOf(plan, table),
});
