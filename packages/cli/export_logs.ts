/**
 * The logs of runs for other programs: of one run, or of all existing runs of an experiment.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { readSeries, type RunSeries, writeMlflow, writeTensorBoard } from "@samebit/exports";
import { BadInput } from "@samebit/input";
import { outOf } from "@samebit/options";
import { EXPERIMENT_FILES, parseExperimentRecord } from "@samebit/runlog";
import { exists, findRun, readSavedRun, readText } from "@samebit/store";
import type { Given, Terminal } from "@samebit/terminal";

/** The programs that read logs, by the flag that names their folder. */
export const LOG_FLAGS = {
  "tensorboard": { value: "DIR", about: "logs as event files for TensorBoard, one folder per run" },
  "mlflow": { value: "DIR", about: "logs in the file layout of MLflow, such as mlruns" },
} as const;

/**
 * Writes the requested logs.
 *
 * @param name A run, or the slug of an experiment for all of its runs.
 * @throws {BadInput} There is no such run, or the folder already has it.
 */
export async function exportLogs(name: string, given: Given, terminal: Terminal): Promise<void> {
  const { tensorboard, mlflow } = given.values;
  if (tensorboard === undefined && mlflow === undefined) return;
  const folders = await foldersOf(name, outOf(given));
  const runs: RunSeries[] = [];
  for (const folder of folders) runs.push(await readSeries(await readSavedRun(folder)));
  // A run is in <slug>/runs.
  const experiment = basename(dirname(dirname(folders[0]!)));
  if (tensorboard !== undefined) {
    await blame("--tensorboard", () => writeTensorBoard(tensorboard, runs));
    terminal.print(tensorboard);
  }
  if (mlflow !== undefined) {
    await blame("--mlflow", () => writeMlflow(mlflow, experiment, runs));
    terminal.print(mlflow);
  }
}

async function foldersOf(name: string, out: string): Promise<string[]> {
  const path = join(out, name, EXPERIMENT_FILES.record);
  const text = await exists(path) ? await readText(path) : undefined;
  if (text === undefined) return [await findRun(out, name)];
  const { runs } = parseExperimentRecord(text, path);
  const folders = [...new Set(runs.map(({ folder }) => join(out, name, folder)))];
  const there = [];
  for (const folder of folders) if (await exists(folder)) there.push(folder);
  if (there.length === 0) {
    throw new BadInput(name, "has no runs; do them with deno task experiment");
  }
  return there;
}

async function blame(flag: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (cause instanceof BadInput) throw new BadInput(flag, cause.message, { cause });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput(flag, `cannot be written: ${reason}`, { cause });
  }
}
