/**
 * Every schedule of the learning rate, by name, and the warm-up that any of them can begin with. A
 * new one is a file beside the others and a line here.
 */
import { requireInteger } from "@samebit/layers";
import { constant, type ConstantConfig } from "./constant.ts";
import { cosine, type CosineConfig } from "./cosine.ts";
import { epochDecay, type EpochDecayConfig } from "./epoch_decay.ts";
import type { ScheduleKind, SchedulePosition } from "./schedule.ts";
import { stepDecay, type StepDecayConfig } from "./step_decay.ts";

/** Any schedule with every field given, told apart by `kind`. */
export type ScheduleConfig = ConstantConfig | CosineConfig | EpochDecayConfig | StepDecayConfig;

/** The defaults of each schedule, by its name. */
export type ScheduleDefaults = {
  readonly [K in ScheduleConfig["kind"]]: Extract<ScheduleConfig, { kind: K }>;
};

type ScheduleTable = {
  readonly [K in ScheduleConfig["kind"]]: ScheduleKind<Extract<ScheduleConfig, { kind: K }>>;
};

const SCHEDULES: ScheduleTable = {
  "constant": constant,
  "cosine": cosine,
  "epoch-decay": epochDecay,
  "step-decay": stepDecay,
};

/** What each schedule does where an experiment says nothing. */
export const SCHEDULE_DEFAULTS: ScheduleDefaults = {
  "constant": constant.defaults,
  "cosine": cosine.defaults,
  "epoch-decay": epochDecay.defaults,
  "step-decay": stepDecay.defaults,
};

/**
 * The learning rate of a step, in float64: `base` times the schedule's factor, and while
 * step ≤ warmupSteps times (step / warmupSteps) as well: (base·factor)·(step / warmupSteps).
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
  const { check, factorAt } = SCHEDULES[kind] as ScheduleKind<ScheduleConfig>;
  requireInteger(kind, "warmupSteps", warmupSteps, 0);
  check(schedule);
  const rate = base * factorAt(schedule, position);
  return position.step <= warmupSteps ? rate * (position.step / warmupSteps) : rate;
}
