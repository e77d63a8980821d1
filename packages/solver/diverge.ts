/**
 * Where two trainings begin to differ: the first step, and in it the first tensor and element,
 * whose bits differ. Both sides are trained again, so nothing has to have been recorded; what may
 * differ between them is anything: plan, data, kernels, or the checkpoint they start from.
 *
 * The one idea: train both in blocks of about √steps, compare losses and states, and if they differ
 * at the end of a block, go back to its start and look inside every step of it.
 *
 * @module
 */
import { ulps64 } from "@samebit/arithmetic";
import type { Kernels } from "@samebit/tensors";
import type { Checkpoint } from "./checkpoint.ts";
import {
  compareTensors,
  type Divergence,
  stateOf,
  type Tensors,
  traceOf,
} from "./first_difference.ts";
import type { Plan } from "./plan.ts";
import type { TrainingData } from "./start_weights.ts";
import { Trainer } from "./trainer.ts";

/** One of the two trainings that are compared. */
export interface DivergingRun {
  /** The run, fully resolved. */
  readonly plan: Plan;
  /** Its data, loaded. */
  readonly dataset: TrainingData;
  /** Its arithmetic. */
  readonly kernels: Kernels;
  /** Where it starts; the beginning if undefined. */
  readonly from?: Checkpoint;
  /** In how many pieces a minibatch is processed; 1 if undefined. */
  readonly accumulate?: number;
}

/**
 * The first difference between two trainings, undefined if their losses and states are the same
 * bits to the end of the shorter one; evaluations and what they decide are not compared. A difference that reaches neither a loss nor a state by the
 * end of its block is not seen; NaN is one value. Layers whose minibatches come in pieces hold the
 * numbers of one piece at a time, so where either side has them, outputs are not compared.
 *
 * @throws {RangeError} The sides start after different numbers of steps.
 */
export function findDivergence(a: DivergingRun, b: DivergingRun): Divergence | undefined {
  return findParting(a, b)?.divergence;
}

/** Two trainings at the end of the step in which they begin to differ. */
export interface Parting {
  /** Where. */
  readonly divergence: Divergence;
  /**
   * The first tensors that differ, if both sides have them in one shape; valid up to the next step.
   */
  readonly tensors?: Tensors;
  /** Their losses in that step; absent if they differ before the first. */
  readonly losses?: readonly [a: number, b: number];
  /** The trainings. */
  readonly trainers: Pair;
  /** The last step that both have. */
  readonly end: number;
}

/** Two trainings side by side. */
export type Pair = readonly [Trainer, Trainer];

/** Trains both until they differ; see {@link findDivergence}. */
export function findParting(a: DivergingRun, b: DivergingRun): Parting | undefined {
  const start = a.from?.progress.step ?? 0;
  if (start !== (b.from?.progress.step ?? 0)) {
    throw new RangeError(
      `Cannot compare: one side starts after step ${start}, the other after ${
        b.from?.progress.step ?? 0
      }`,
    );
  }
  const trainers = [begin(a), begin(b)] as const;
  const end = Math.min(totalSteps(a, trainers[0]), totalSteps(b, trainers[1]));
  const atStart = compare(trainers, (trainer) => stateOf(trainer, "start"), start);
  if (atStart !== undefined) return { ...atStart, trainers, end };
  const block = Math.max(1, Math.ceil(Math.sqrt(end - start)));
  for (let first = start; first < end; first += block) {
    const last = Math.min(first + block, end);
    const before = trainers.map((trainer) => trainer.state());
    if (sameThrough(trainers, first, last)) continue;
    trainers.forEach((trainer, i) => trainer.restore(before[i]!));
    const inside = lookInside(trainers, first, last, [a, b]);
    return inside && { ...inside, trainers, end };
  }
  return undefined;
}

function begin({ plan, dataset, kernels, from, accumulate }: DivergingRun): Trainer {
  const trainer = new Trainer(plan, dataset, kernels, accumulate);
  if (from !== undefined) {
    const now = Object.entries(from.arrays).filter(([name]) => !name.startsWith("best/"));
    trainer.restore(Object.fromEntries(now));
  }
  return trainer;
}

function totalSteps({ plan }: DivergingRun, trainer: Trainer): number {
  return trainer.stepsPerEpoch * plan.epochs;
}

/** Trains both through a block; whether losses and, at its end, states were the same. */
function sameThrough(trainers: Pair, first: number, last: number): boolean {
  for (let step = first + 1; step <= last; step++) {
    const [a, b] = trainers.map((trainer) => trainer.step(step).trainLoss);
    if (!Object.is(a, b)) return false;
  }
  return compare(trainers, (trainer) => stateOf(trainer, "update"), last) === undefined;
}

function lookInside(
  trainers: Pair,
  first: number,
  last: number,
  sides: readonly [DivergingRun, DivergingRun],
): Omit<Parting, "trainers" | "end"> | undefined {
  const [a, b] = sides.map(({ plan }) => plan.batchSize);
  const areWhole = sides.every(({ accumulate = 1 }) => accumulate === 1);
  for (let step = first + 1; step <= last; step++) {
    const losses = trainers.map((trainer) => trainer.step(step).trainLoss) as [number, number];
    const found = compare(
      trainers,
      (trainer) => traceOf(trainer, trainer === trainers[0] ? a! : b!, areWhole),
      step,
    );
    if (found !== undefined) return { ...found, losses };
    // What only the loss depends on, such as another kind of loss on the same scores.
    if (!Object.is(...losses)) {
      const at = { step, phase: "forward", tensor: "trainLoss", index: [] } as const;
      return { divergence: { ...at, values: losses, ulps: ulps64(...losses) }, losses };
    }
  }
  return undefined;
}

/** The first tensors of two trainings that differ. */
function compare(
  [a, b]: Pair,
  tensorsOf: (trainer: Trainer) => ReturnType<typeof stateOf>,
  step: number,
) {
  return compareTensors(tensorsOf(a), tensorsOf(b), step);
}
