/**
 * Several labels at once: targets are zeros and ones, a network has one output for each label, and
 * predicts that a label holds if its probability, the logistic function of its score, is above 1/2.
 *
 * Part of the bit contract, `docs/contracts/20-multi-label.md`: all in float64, in the order written.
 */
import { logistic } from "@samebit/arithmetic";
import type { PredictionRow } from "@samebit/runlog";
import type { Judgement, ScoredRows, TaskData, TaskKind } from "./task.ts";

/** Several labels at once. */
export const multiLabel: TaskKind = {
  targets: "zeros-and-ones",
  loss: "binary-cross-entropy",
  outputs: ({ targets }) => targets?.names.length ?? 0,
  faultOf,
  begin(data, precision) {
    const fault = faultOf(data);
    if (fault !== undefined) throw new RangeError(`Cannot train on the data: targets ${fault}`);
    const { names: { length: labels } } = data.targets!;
    return {
      allocate: (rows) =>
        precision === "float32" ? new Float32Array(rows * labels) : new Float64Array(rows * labels),
      gather({ targets: all }, indices, targets) {
        let at = 0;
        for (const index of indices) {
          for (let j = 0; j < labels; j++) targets[at++] = all![index * labels + j]!;
        }
      },
      judge: () => judge(labels),
      predict({ scores, targets }, row) {
        const told: Record<string, number> = {};
        for (let j = 0; j < labels; j++) {
          told[`target${j + 1}`] = targets[row * labels + j]!;
          told[`probability${j + 1}`] = logistic(scores[row * labels + j]!);
        }
        return told;
      },
      isMistake: (row) => isMistake(row, labels),
    };
  },
};

/** What keeps targets from being labels. */
function faultOf({ targets }: TaskData): string | undefined {
  if (targets === undefined) return undefined;
  const { names, nonBinary } = targets;
  if (names.length === 1) {
    return `name one label, ${JSON.stringify(names[0])}; wanted several, or task ` +
      '"classification" with it as the label';
  }
  return nonBinary &&
    `have ${nonBinary.value} at ${nonBinary.place}; wanted 0 or 1, whether the label applies`;
}

/** Whether some label of a row is answered wrongly, or not at all. */
function isMistake(row: PredictionRow, labels: number): boolean {
  return Array.from({ length: labels }, (_, j) => j + 1)
    .some((j) => !isRight(row[`probability${j}`]!, row[`target${j}`]!));
}

/** Whether a probability gives the answer of the target; NaN is no answer, and always wrong. */
function isRight(probability: number, target: number): boolean {
  return target === 1 ? probability > 0.5 : probability <= 0.5;
}

/** The counts of one label. */
interface Counts {
  /** How often it holds. */
  holds: number;
  /** How often it is predicted to hold. */
  said: number;
  /** How often both. */
  both: number;
}

function judge(labels: number): Judgement {
  const counts = Array.from({ length: labels }, (): Counts => ({ holds: 0, said: 0, both: 0 }));
  let [examples, answers, matches] = [0, 0, 0];
  return {
    add({ scores, targets, indices: { length: rows } }: ScoredRows) {
      for (let row = 0, at = 0; row < rows; row++, examples++) {
        const before = answers;
        for (const each of counts) {
          const [probability, target] = [logistic(scores[at]!), targets[at++]!];
          if (isRight(probability, target)) answers++;
          each.holds += target;
          if (probability > 0.5) {
            each.said++;
            each.both += target;
          }
        }
        if (answers - before === labels) matches++;
      }
    },
    figures: () => ({
      labelAccuracy: answers / (examples * labels),
      exactMatch: matches / examples,
      macroF1: meanF1(counts),
    }),
  };
}

/** The mean of F1 over the labels that hold or are predicted to hold anywhere; NaN if none is. */
function meanF1(counts: readonly Counts[]): number {
  const met = counts.filter(({ holds, said }) => holds + said > 0);
  return met.reduce((sum, { holds, said, both }) => sum + 2 * both / (holds + said), 0) /
    met.length;
}
