/**
 * The interface of a schedule: a factor on the learning rate as a function of the progress of
 * training alone, so that resuming needs no state.
 */

import { type ConfigOf, type Fields, FROM_0, type Values } from "@samebit/input";

/** The progress of training before an update. */
export interface SchedulePosition {
  /** The step about to be taken, from 1. */
  readonly step: number;
  /** The epoch that the step belongs to, from 1. */
  readonly epoch: number;
  /** The number of steps of the complete run. */
  readonly totalSteps: number;
}

/** One kind of schedule. */
export interface ScheduleKind<F extends Fields> {
  /** Its fields. */
  readonly fields: F;
  /** The factor on the base learning rate, apart from the warm-up; the fields have been checked. */
  factorAt(config: ConfigOf<string, F>, position: SchedulePosition): number;
}

/** The field that every schedule has. */
export const WARMUP_STEPS: {
  readonly holds: Values<number>;
  readonly default: 0;
  readonly about: string;
} = {
  holds: FROM_0,
  default: 0,
  about: "Steps over which the learning rate first grows linearly; 0 is none",
};

/**
 * The share of the steps after the warm-up that are done before this one: from 0, and below 1. The
 * quotient (step − 1 − warmupSteps) / (totalSteps − warmupSteps), and 0 while step ≤ warmupSteps.
 */
export function shareDone({ step, totalSteps }: SchedulePosition, warmupSteps: number): number {
  return step <= warmupSteps ? 0 : (step - 1 - warmupSteps) / (totalSteps - warmupSteps);
}
