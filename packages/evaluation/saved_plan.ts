/**
 * The plan of a saved run, for commands that execute it: a `run.json` may come from anyone, so its
 * plan is checked as planning checks an experiment file.
 *
 * @module
 */
import { join } from "node:path";
import { checkPlan } from "@samebit/experiment";
import { RUN_FILES } from "@samebit/runlog";
import { readSavedRun, type SavedRun } from "@samebit/store";

/**
 * Reads a saved run in order to execute its plan.
 *
 * @param folder The folder of the run.
 * @throws {BadInput} The record is missing or damaged, or its plan is not valid; the field is
 *   named.
 */
export async function readCheckedRun(folder: string): Promise<SavedRun> {
  const run = await readSavedRun(folder);
  return { ...run, plan: checkPlan(run.plan, join(folder, RUN_FILES.record)) };
}
