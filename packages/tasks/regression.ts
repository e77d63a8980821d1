/**
 * Regression: targets are numbers, a network has one output for each and is trained on them
 * standardized, and its predictions are mapped back before they are judged.
 *
 * Part of the bit contract, `docs/contracts/16-regression.md`: all in float64, in the order written.
 */
import type { TargetMap } from "@samebit/splits";
import type { Judgement, ScoredRows, TaskData, TaskKind } from "./task.ts";

/** Regression. */
export const regression: TaskKind = {
  targets: "numbers",
  loss: "mean-squared-error",
  outputs: ({ targets }) => targets?.names.length ?? 0,
  faultOf,
  begin(data, precision) {
    const fault = faultOf(data);
    if (fault !== undefined) throw new RangeError(`Cannot train on the data: targets ${fault}`);
    const map = data.targets!;
    const { names: { length: width }, mean, deviation } = map;
    return {
      allocate: (rows) =>
        precision === "float32" ? new Float32Array(rows * width) : new Float64Array(rows * width),
      gather({ targets: all }, indices, targets) {
        let at = 0;
        for (const index of indices) {
          for (let j = 0; j < width; j++) {
            targets[at++] = (all![index * width + j]! - mean[j]!) / deviation[j]!;
          }
        }
      },
      judge: () => judge(map),
      predict(scored, row) {
        const told: Record<string, number> = {};
        for (let j = 0; j < width; j++) {
          const number = width === 1 ? "" : j + 1;
          told[`target${number}`] = targetOf(scored, width, row, j);
          told[`predicted${number}`] = predictedOf(scored, map, row, j);
        }
        return told;
      },
      isMistake: () => true,
    };
  },
};

/** A target that never changes leaves nothing to predict. */
function faultOf({ targets }: TaskData): string | undefined {
  const at = targets?.deviation.indexOf(0) ?? -1;
  if (at < 0) return undefined;
  const { names, mean } = targets!;
  return `have ${mean[at]} as ${JSON.stringify(names[at])} in all training examples; wanted at ` +
    "least two different values";
}

function targetOf({ split, indices }: ScoredRows, width: number, row: number, j: number): number {
  return split.targets![indices[row]! * width + j]!;
}

/** A score in the unit of its target. */
function predictedOf(
  { scores }: ScoredRows,
  { names, mean, deviation }: TargetMap,
  row: number,
  j: number,
): number {
  return scores[row * names.length + j]! * deviation[j]! + mean[j]!;
}

/** The sums over the examples of one target. */
interface Sums {
  /** Of the squares of the errors. */
  squares: number;
  /** Of their absolute values. */
  absolutes: number;
  /** Of the targets minus the mean of the train split, and of the squares of these. */
  target: number;
  targetSquares: number;
  /** The first target, as long as all are equal. */
  only: number | undefined;
}

function judge(map: TargetMap): Judgement {
  const width = map.names.length;
  let examples = 0;
  const sums = map.names.map((): Sums => ({
    squares: 0,
    absolutes: 0,
    target: 0,
    targetSquares: 0,
    only: undefined,
  }));
  return {
    add(scored) {
      for (let row = 0; row < scored.indices.length; row++, examples++) {
        for (let j = 0; j < width; j++) {
          const target = targetOf(scored, width, row, j);
          if (examples === 0) sums[j]!.only = target;
          addRow(sums[j]!, target, predictedOf(scored, map, row, j), map.mean[j]!);
        }
      }
    },
    figures: () => ({
      rmse: meanOver(sums, ({ squares }) => Math.sqrt(squares / examples)),
      mae: meanOver(sums, ({ absolutes }) => absolutes / examples),
      r2: meanOver(sums, (each) => explained(each, examples)),
    }),
  };
}

function addRow(sums: Sums, target: number, predicted: number, mean: number): void {
  const error = predicted - target;
  sums.squares += error * error;
  sums.absolutes += Math.abs(error);
  const centred = target - mean;
  sums.target += centred;
  sums.targetSquares += centred * centred;
  if (target !== sums.only) sums.only = undefined;
}

/** R²; NaN if all targets are equal, since there is no variance to explain. */
function explained(sums: Sums, examples: number): number {
  if (sums.only !== undefined) return NaN;
  const variation = sums.targetSquares - sums.target * sums.target / examples;
  return 1 - sums.squares / variation;
}

function meanOver(sums: readonly Sums[], figureOf: (sums: Sums) => number): number {
  return sums.reduce((sum, each) => sum + figureOf(each), 0) / sums.length;
}
