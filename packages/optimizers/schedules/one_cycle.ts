/**
 * One cycle (Smith 2018, section 3, "super-convergence"): the learning rate climbs in a straight line
 * from `initialFactor` to its peak, and falls in a straight line to `finalFactor` until the end. The
 * base learning rate is the peak.
 *
 * With p the share of the steps after the warm-up that are done and s = peakShare, the factor is
 * initialFactor + (1 − initialFactor)·(p / s) while p < s, then
 * 1 − (1 − finalFactor)·((p − s) / (1 − s)).
 *
 * Shares and factors have the defaults of PyTorch's `OneCycleLR`, whose `anneal_strategy="linear"`
 * this is. There the last step has the final rate; here the one after the last would, as in cosine.ts.
 * The momentum does not change: the paper and PyTorch let it fall while the rate climbs.
 */
import { type ConfigOf, FRACTION, RATIO, SHARE } from "@samebit/input";
import { type ScheduleKind, type SchedulePosition, shareDone, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
  initialFactor: {
    holds: RATIO,
    default: 0.04,
    about: "The share of the learning rate at the start of the climb",
  },
  peakShare: { holds: FRACTION, default: 0.3, about: "The share of the steps that climb" },
  finalFactor: {
    holds: SHARE,
    default: 4e-6,
    about: "The share of the learning rate that remains at the end",
  },
} as const;

/** One cycle: up, and further down. */
export const oneCycle: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt(config: ConfigOf<string, typeof FIELDS>, position: SchedulePosition): number {
    const { initialFactor, peakShare, finalFactor, warmupSteps } = config;
    const done = shareDone(position, warmupSteps);
    return done < peakShare
      ? initialFactor + (1 - initialFactor) * (done / peakShare)
      : 1 - (1 - finalFactor) * ((done - peakShare) / (1 - peakShare));
  },
};
