/**
 * Which evaluation of a run is its best, and whether a watched number has improved: by the column
 * that the task chooses by, and by the direction that each column states. Not for choosing among
 * runs.
 */
import { type EpochRow, meritOf, recordsOf, type TaskName } from "@samebit/runlog";
import type { Stopping } from "./plan.ts";

/**
 * Whether an evaluation is better than the best before it. The first always is, and of equal ones
 * the earliest; one whose losses are not finite never is, unless it is the first.
 */
export function isBest(task: TaskName, best: EpochRow | undefined, row: EpochRow): boolean {
  if (best === undefined) return true;
  const isFinite = Number.isFinite(row.trainLoss) && Number.isFinite(row.validationLoss);
  const { choice } = recordsOf(task);
  return isFinite && meritOf(choice, row[choice.name]!) > meritOf(choice, best[choice.name]!);
}

/** Whether a number is strictly better than another in a column that early stopping watches. */
export function isImproved(
  task: TaskName,
  { metric }: Extract<Stopping, { kind: "plateau" }>,
  value: number,
  than: number,
): boolean {
  const column = recordsOf(task).epochs.find(({ name }) => name === metric)!;
  return meritOf(column, value) > meritOf(column, than);
}
