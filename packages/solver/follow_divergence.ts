/**
 * The course of two trainings after they begin to differ: the complete first tensor that differs,
 * and how far losses and parameters lie apart after every step from there to the end of the shorter
 * run.
 */
import { type DivergingRun, findParting, type Pair } from "./diverge.ts";
import type { Divergence, Tensors } from "./first_difference.ts";

/** Two trainings from the point where they differ. */
export interface FollowedDivergence {
  /** Where they part. */
  readonly divergence: Divergence;
  /** The first tensor that differs, copied; absent if it is a single number or has two shapes. */
  readonly tensors?: Tensors;
  /** Every step from there on. */
  readonly steps: readonly FollowedStep[];
  /** How many steps an epoch has; absent if the trainings differ in that. */
  readonly stepsPerEpoch?: number;
}

/** A step of two trainings. */
export interface FollowedStep {
  /** The step, from 1. */
  readonly step: number;
  /** The training loss of its minibatch in either training. */
  readonly losses: readonly [a: number, b: number];
  /**
   * How far apart the parameters are after it: the Euclidean norm of A − B over that of A; NaN if
   * the networks have different shapes or a parameter is not finite.
   */
  readonly distance: number;
}

/**
 * Finds where two trainings begin to differ, as `findDivergence` does, and trains them to the end
 * of the shorter one; undefined if they do not differ.
 *
 * @throws {RangeError} The sides start after different numbers of steps.
 */
export function followDivergence(
  a: DivergingRun,
  b: DivergingRun,
): FollowedDivergence | undefined {
  const parting = findParting(a, b);
  if (parting === undefined) return undefined;
  const { divergence, tensors, losses, trainers, end } = parting;
  const copied = tensors && { ...tensors, a: tensors.a.slice(), b: tensors.b.slice() };
  const { step: first } = divergence;
  const distanceNow = haveOneShape(trainers) ? () => distanceOf(trainers) : () => NaN;
  const steps: FollowedStep[] = [];
  if (losses !== undefined) {
    steps.push({ step: first, losses, distance: distanceNow() });
  }
  for (let step = first + 1; step <= end; step++) {
    const [a, b] = trainers.map((trainer) => trainer.step(step).trainLoss);
    steps.push({ step, losses: [a!, b!], distance: distanceNow() });
  }
  const [perEpoch, other] = trainers.map(({ stepsPerEpoch }) => stepsPerEpoch);
  return {
    divergence,
    ...(copied && { tensors: copied }),
    steps,
    ...(perEpoch === other && { stepsPerEpoch: perEpoch! }),
  };
}

/** Whether the parameters of both networks have the same shapes. */
function haveOneShape(trainers: Pair): boolean {
  const [a, b] = trainers.map(({ network: { entries } }) =>
    JSON.stringify(entries.map(({ value }) => value.shape))
  );
  return a === b;
}

function distanceOf([{ network: left }, { network: right }]: Pair): number {
  const [a, b] = [left.parameters.values, right.parameters.values];
  let [apart, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    apart += difference * difference;
    size += a[i]! * a[i]!;
  }
  return Math.sqrt(apart / size);
}
