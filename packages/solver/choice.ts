/**
 * Which evaluation of a run is its best, and whether a watched number has improved: by the column
 * that the task chooses by, and by what each column says of itself. Not for choosing among runs.
 */
import { CHOICE, EPOCH_COLUMNS, type EpochRow, meritOf } from "@samebit/runlog";
import type { Stopping } from "./plan.ts";

/**
 * Whether an evaluation is better than the best before it. The first always is, and of equals the
 * earliest; one whose losses are not finite never is, but the first.
 */
export function isBest(best: EpochRow | undefined, row: EpochRow): boolean {
  if (best === undefined) return true;
  const isFinite = Number.isFinite(row.trainLoss) && Number.isFinite(row.validationLoss);
  return isFinite && meritOf(CHOICE, row[CHOICE.name]) > meritOf(CHOICE, best[CHOICE.name]);
}

/** Whether a number is strictly better than another in a column that early stopping watches. */
export function isImproved(
  { metric }: Extract<Stopping, { kind: "plateau" }>,
  value: number,
  than: number,
): boolean {
  const column = EPOCH_COLUMNS.find(({ name }) => name === metric)!;
  return meritOf(column, value) > meritOf(column, than);
}
