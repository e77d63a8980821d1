/** The constant schedule: factor 1 from the first step to the last, apart from the warm-up. */
import { type ScheduleKind, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
} as const;

/** The constant schedule. */
export const constant: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt: () => 1,
};
