/**
 * What warnings about a run examine: one combination of the compared and tuned values with its
 * data.
 *
 * @module
 */
import type { DatasetFacts, Plan } from "@samebit/solver";
import type { Warning } from "@samebit/runlog";
import type { Settings } from "@samebit/experiment";

/** What warnings need to know of a data set. */
export type WarnedFacts = Pick<
  DatasetFacts,
  "classes" | "targets" | "warnings" | "train" | "classCounts" | "doubts"
>;

/** One combination. */
export interface Subject {
  /** Its plan. */
  readonly plan: Plan;
  /** The declaration, before defaults were filled in. */
  readonly settings: Settings;
  /** What is known of its data. */
  readonly facts: WarnedFacts;
  /** Steps of an epoch. */
  readonly perEpoch: number;
  /** Steps of the run. */
  readonly totalSteps: number;
  /** Where the value at a path was declared, such as `base.schedule.warmupSteps`. */
  spell(...path: readonly string[]): string;
}

/** One kind of warning about a combination. */
export type Warn = (subject: Subject) => Warning[];

/** A warning with its remedy in a list, or none. */
export function warnIf(
  holds: boolean,
  where: string,
  what: string,
  remedy: string,
): Warning[] {
  return holds ? [{ where, what, remedy }] : [];
}

/** A whole number with separators. */
export function count(number: number): string {
  return number.toLocaleString("en");
}
