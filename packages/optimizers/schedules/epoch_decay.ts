/**
 * Epoch decay, the course's `lr_decay`: the learning rate is multiplied by `factor` after every epoch.
 *
 * factor^(epoch − 1), epochs from 1.
 */
import { power } from "@samebit/arithmetic";
import { type ConfigOf, RATIO } from "@samebit/input";
import { type ScheduleKind, type SchedulePosition, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
  factor: {
    holds: RATIO,
    default: 0.95,
    about: "The factor of the learning rate after each epoch",
  },
} as const;

/** Epoch decay. */
export const epochDecay: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt(config: ConfigOf<string, typeof FIELDS>, { epoch }: SchedulePosition): number {
    return power(config.factor, epoch - 1);
  },
};
