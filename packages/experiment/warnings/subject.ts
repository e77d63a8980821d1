/**
 * What warnings about a run look at: one combination of the compared and tuned values with its data.
 *
 * @module
 */
import type { TableDoubts } from "@samebit/datasets";
import type { Warning } from "@samebit/runlog";
import type { Plan } from "@samebit/solver";
import type { Settings } from "../experiment.ts";

/** How many examples of each class a split has, by class number. */
export interface ClassCounts {
  /** In what is trained on. */
  readonly train: readonly number[];
  /** In what is chosen by. */
  readonly validation: readonly number[];
  /** In what is measured once. */
  readonly test: readonly number[];
}

/** What warnings need to know of a data set. */
export interface WarnedFacts {
  /** The names of the classes. */
  readonly classes: readonly string[];
  /** What the data set itself warns of, which is recorded with every run. */
  readonly warnings: readonly string[];
  /** How large the training split is. */
  readonly train: { readonly count: number };
  /** How often each class occurs. */
  readonly classCounts: ClassCounts;
  /** What is doubtful about a table. */
  readonly doubts?: TableDoubts;
}

/** One combination. */
export interface Subject {
  /** Its plan. */
  readonly plan: Plan;
  /** What was written, before defaults were filled in. */
  readonly settings: Settings;
  /** What is known of its data. */
  readonly facts: WarnedFacts;
  /** Steps of an epoch. */
  readonly perEpoch: number;
  /** Steps of the run. */
  readonly totalSteps: number;
  /** Where the value at a path was written, such as `base.schedule.warmupSteps`. */
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

/** A whole number as a reader reads it. */
export function count(number: number): string {
  return number.toLocaleString("en");
}
