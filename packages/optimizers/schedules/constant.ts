/**
 * The constant schedule: factor 1 from the first step to the last, warm-up aside.
 */
import type { ScheduleKind } from "./schedule.ts";

/** The base learning rate all the way. */
export interface ConstantConfig {
  /** The discriminator. */
  readonly kind: "constant";
  /** Steps over which the learning rate first grows linearly; 0 is none. */
  readonly warmupSteps: number;
}

/** The constant schedule. */
export const constant: ScheduleKind<ConstantConfig> = {
  defaults: { kind: "constant", warmupSteps: 0 },
  check: () => {},
  factorAt: () => 1,
};
