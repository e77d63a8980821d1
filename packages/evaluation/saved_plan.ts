/**
 * The plan of a saved run as commands execute it: a `run.json` may come from anybody, so what it
 * asks for is checked as planning checks an experiment file.
 *
 * @module
 */
import { join } from "node:path";
import { checkPlan } from "@samebit/experiment";
import { RUN_FILES } from "@samebit/runlog";
import { readSavedRun, type SavedRun } from "@samebit/store";

/**
 * Reads a saved run whose plan is about to be executed.
 *
 * @param folder The folder of the run.
 * @throws {BadInput} The record is none or damaged, or planning makes no such plan; the field is
 *   named.
 */
export async function readCheckedRun(folder: string): Promise<SavedRun> {
  const run = await readSavedRun(folder);
  return { ...run, plan: checkPlan(run.plan, join(folder, RUN_FILES.record)) };
}
