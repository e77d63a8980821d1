/**
 * Step decay: the learning rate is multiplied by `factor` after every `every` epochs.
 *
 * factor^⌊(epoch − 1) / every⌋, epochs from 1.
 */
import { power } from "@samebit/arithmetic";
import { type ConfigOf, FROM_1, RATIO } from "@samebit/input";
import { type ScheduleKind, type SchedulePosition, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
  every: { holds: FROM_1, default: 10, about: "The number of epochs between two cuts" },
  factor: { holds: RATIO, default: 0.1, about: "The factor of the learning rate at each cut" },
} as const;

/** Step decay. */
export const stepDecay: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt(config: ConfigOf<string, typeof FIELDS>, { epoch }: SchedulePosition): number {
    return power(config.factor, Math.floor((epoch - 1) / config.every));
  },
};
