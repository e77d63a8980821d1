/**
 * Triangular cycles (Smith 2017, section 3.1): the learning rate climbs from `lowFactor` to its peak
 * and falls back in straight lines of equal length, `cycles` times in a run. The base learning rate is
 * the peak of the first cycle.
 *
 * With p the share of the steps after the warm-up that are done, x = p·cycles and c = ⌊x⌋ the cycles
 * that are over, the factor is lowFactor + (1 − lowFactor)·cycleFactor^c·(1 − |2·(x − c) − 1|).
 *
 * The paper gives the length of a half cycle in steps; a number of cycles fits runs of any length,
 * and ends them where the paper advises, at the bottom of a cycle. Its `triangular2` has a
 * cycleFactor of 0.5. The default lowFactor is the least of the paper's rule of thumb, a quarter or
 * a third, and the default of cycles its advice of section 3.2.
 */
import { power } from "@samebit/arithmetic";
import { type ConfigOf, FROM_1, RATIO } from "@samebit/input";
import { type ScheduleKind, type SchedulePosition, shareDone, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
  cycles: { holds: FROM_1, default: 4, about: "The number of cycles in a run" },
  lowFactor: {
    holds: RATIO,
    default: 0.25,
    about: "The share of the learning rate at the start and end of a cycle",
  },
  cycleFactor: {
    holds: RATIO,
    default: 1,
    about: "The factor of the peak from one cycle to the next",
  },
} as const;

/** Cycles of equal length, up and down in straight lines. */
export const triangular: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt(config: ConfigOf<string, typeof FIELDS>, position: SchedulePosition): number {
    const { cycles, lowFactor, cycleFactor, warmupSteps } = config;
    const x = shareDone(position, warmupSteps) * cycles;
    const over = Math.floor(x);
    const height = 1 - Math.abs(2 * (x - over) - 1);
    return lowFactor + (1 - lowFactor) * power(cycleFactor, over) * height;
  },
};
