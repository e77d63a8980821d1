/**
 * Every schedule of the learning rate, by name, and the warm-up with which any of them can begin. A
 * new one is a file beside the others and a line here.
 */
import {
  type ConfigOfKinds,
  type ConfigsByKind,
  exampleConfigs,
  type Fields,
  type FieldsIn,
  fieldsIn,
  requireFields,
} from "@samebit/input";
import { constant } from "./constant.ts";
import { cosine } from "./cosine.ts";
import { epochDecay } from "./epoch_decay.ts";
import { oneCycle } from "./one_cycle.ts";
import type { ScheduleKind, SchedulePosition } from "./schedule.ts";
import { stepDecay } from "./step_decay.ts";
import { triangular } from "./triangular.ts";

/** Every schedule by its name. */
export const SCHEDULES = {
  constant,
  "step-decay": stepDecay,
  "epoch-decay": epochDecay,
  cosine,
  "one-cycle": oneCycle,
  triangular,
} as const;

/** Their fields. */
export const SCHEDULE_FIELDS: FieldsIn<typeof SCHEDULES> = fieldsIn(SCHEDULES);

/** Any schedule with every field given, distinguished by `kind`. */
export type ScheduleConfig = ConfigOfKinds<typeof SCHEDULE_FIELDS>;

/** The default of each schedule. */
export const SCHEDULE_DEFAULTS: ConfigsByKind<typeof SCHEDULE_FIELDS> = exampleConfigs(
  SCHEDULE_FIELDS,
);

/**
 * The learning rate of a step, in float64: `base` times the schedule's factor, and while
 * step ≤ warmupSteps times (step / warmupSteps) as well: (base·factor)·(step / warmupSteps). Each
 * factor: section 8.5 of the contract, `docs/contracts/8-training.md`.
 *
 * @throws {RangeError} A field of the schedule is out of range.
 *
 * @example
 * ```ts
 * import { learningRateAt, SCHEDULE_DEFAULTS } from "@samebit/optimizers";
 * import { assertEquals } from "@std/assert";
 *
 * const schedule = { ...SCHEDULE_DEFAULTS["epoch-decay"], factor: 0.5, warmupSteps: 4 };
 * assertEquals(learningRateAt(schedule, 0.8, { step: 1, epoch: 1, totalSteps: 30 }), 0.2);
 * assertEquals(learningRateAt(schedule, 0.8, { step: 10, epoch: 1, totalSteps: 30 }), 0.8);
 * assertEquals(learningRateAt(schedule, 0.8, { step: 11, epoch: 2, totalSteps: 30 }), 0.4);
 * ```
 */
export function learningRateAt(
  schedule: ScheduleConfig,
  base: number,
  position: SchedulePosition,
): number {
  const { kind, warmupSteps } = schedule;
  const { fields, factorAt }: ScheduleKind<Fields> = SCHEDULES[kind];
  requireFields(kind, fields, schedule);
  const rate = base * factorAt(schedule, position);
  return position.step <= warmupSteps ? rate * (position.step / warmupSteps) : rate;
}
