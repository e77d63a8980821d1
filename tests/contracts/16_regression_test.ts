/**
 * Section 16 of the contract: targets, losses of numbers, their figures, and complete runs on
 * tables.
 */
import { taskKindOf } from "@samebit/tasks";
import { createTargetMap, type Split } from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss } from "../../packages/losses/registry.ts";
import { digestsOf } from "./runs.ts";
import { type Case, checkVectors, floatsOf, hex64, hexOf } from "./vectors.ts";

const REGRESSION = taskKindOf({ task: "regression" });

function splitOf(targets: Float64Array, columns: number): Split {
  const count = targets.length / columns;
  return { values: new Float32Array(count), labels: new Uint16Array(0), targets, count };
}

function namesOf(columns: number): string[] {
  return Array.from({ length: columns }, (_, j) => String(j));
}

function indicesOf({ count }: Split): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row);
}

checkVectors("16-regression", {
  targets({ precision, targets, columns }: Case) {
    const split = splitOf(floatsOf(targets) as Float64Array, columns);
    const map = createTargetMap(split.targets!, namesOf(columns));
    const task = REGRESSION.begin({ classes: [], targets: map }, precision);
    const standardized = task.allocate(split.count);
    task.gather(split, indicesOf(split), standardized);
    return {
      mean: hexOf(map.mean),
      deviation: hexOf(map.deviation),
      standardized: hexOf(standardized as Float64Array),
    };
  },
  loss({ precision, loss, outputs, scores, targets }: Case) {
    const kernels = createReferenceKernels(precision);
    const rows = scores.length / outputs;
    const { losses, scoresGrad, forward } = createLoss(loss, { kernels, maxRows: rows, outputs });
    forward(floatsOf(scores), floatsOf(targets), rows, { training: true, step: 1 });
    return { losses: hexOf(losses), gradient: hexOf(scoresGrad) };
  },
  figures({ scores, targets, mean, deviation }: Case) {
    const columns = mean.length;
    const map = {
      names: namesOf(columns),
      mean: floatsOf(mean) as Float64Array,
      deviation: floatsOf(deviation) as Float64Array,
    };
    const split = splitOf(floatsOf(targets) as Float64Array, columns);
    const indices = indicesOf(split);
    const task = REGRESSION.begin({ classes: [], targets: map }, "float32");
    const scored = {
      scores: floatsOf(scores),
      targets: task.allocate(split.count),
      split,
      indices,
    };
    const judgement = task.judge();
    judgement.add(scored);
    const { rmse, mae, r2 } = judgement.figures();
    const predicted = Array.from(indices).flatMap((row) =>
      Object.entries(task.predict(scored, row)).filter(([name]) => name.startsWith("predicted"))
        .map(([, value]) => hex64(value))
    );
    return { predicted, rmse: hex64(rmse!), mae: hex64(mae!), r2: hex64(r2!) };
  },
  files: ({ plan, table }) => digestsOf(plan, table),
});
