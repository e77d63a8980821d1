/**
 * Cosine annealing (Loshchilov and Hutter 2017, equation 5, one period) from the base learning rate to
 * `finalFactor` of it.
 *
 * With t the number of steps made since the warm-up and T the number of steps after it:
 * finalFactor + (1 − finalFactor)·(1 + cos(π·(t / T))) / 2; while step ≤ warmupSteps the factor is 1.
 *
 * The first step after the warm-up has factor 1, the one after the last would have finalFactor.
 */
import { cos } from "@samebit/arithmetic";
import { type ConfigOf, SHARE } from "@samebit/input";
import { type ScheduleKind, type SchedulePosition, shareDone, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
  finalFactor: {
    holds: SHARE,
    default: 0,
    about: "The share of the learning rate that remains at the end",
  },
} as const;

/** Cosine annealing. */
export const cosine: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt(config: ConfigOf<string, typeof FIELDS>, position: SchedulePosition): number {
    const { finalFactor, warmupSteps } = config;
    if (position.step <= warmupSteps) return 1;
    const done = shareDone(position, warmupSteps);
    return finalFactor + (1 - finalFactor) * (1 + cos(Math.PI * done)) / 2;
  },
};
