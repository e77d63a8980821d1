/**
 * From a few settings to a plan, for programs: what an experiment file is to a person.
 *
 * @module
 */
import { BadInput, type Fault, faultsOf, isWhole, refuseFaults } from "@samebit/input";
import type { Plan, TrainingPlan } from "@samebit/solver";
import { faultsOfEvaluation } from "./check_evaluation.ts";
import type { Settings } from "./experiment.ts";
import { resolve } from "./resolve.ts";
import { SETTINGS } from "./settings_schema.ts";

/** Settings as `base` of an experiment has them, and the seed of the run. */
export type PlanSettings = Settings & {
  /** The root of every random number of the run; default 1. */
  readonly seed?: number;
};

/** The same for data of a program's own, which no file names. */
export type TrainingSettings = Omit<PlanSettings, "dataset"> & { readonly dataset?: never };

/** The stand-in for data of a program's own while the other settings are checked. */
const ANY_DATA = { kind: "digits" } as const;

/**
 * The plan that settings give: checked, every default filled in. Without a `dataset` it is a plan
 * for `execute` on a data set of your own.
 *
 * @throws {BadInput} If a setting is wrong; each is named.
 *
 * @example
 * ```ts
 * import { planOf } from "@samebit/experiment";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const model = { kind: "fully-connected", hidden: [8] } as const;
 * const plan = planOf({ model, optimizer: { kind: "adam", learningRate: 0.01 }, epochs: 5 });
 * assertEquals([plan.batchSize, plan.loss.kind, plan.seed], [100, "softmax", 1]);
 *
 * const optimizer = { kind: "adam", learningRate: -1 } as const;
 * assertThrows(() => planOf({ model, optimizer, epochs: 5 }), Error, "optimizer.learningRate");
 * ```
 */
export function planOf(settings: PlanSettings): Plan;
/** The plan of settings without a data set, for arrays of one's own. */
export function planOf(settings: TrainingSettings): TrainingPlan;
export function planOf(given: PlanSettings | TrainingSettings): Plan | TrainingPlan {
  const { seed = 1, ...settings } = given;
  const whole = { ...settings, dataset: settings.dataset ?? ANY_DATA };
  const refuse = (faults: readonly Fault[]) => refuseFaults("planOf", faults, "the settings ");
  refuse(faultsOf(SETTINGS, whole));
  refuse(faultsOfEvaluation(whole));
  if (!isWhole(seed, 0)) {
    throw new BadInput("planOf", `seed: cannot be ${seed}; wanted a whole number from 0`);
  }
  const plan = resolve(whole, seed);
  if (settings.dataset !== undefined) return plan;
  const { dataset: _, ...training } = plan;
  return training;
}
