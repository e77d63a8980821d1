/**
 * Writes the logs of runs below a folder for other programs; existing runs are not replaced.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { BadInput } from "@samebit/input";
import { exists, makeFolder, replaceFile, rootOf } from "@samebit/store";
import {
  experimentId,
  type Files,
  formatExperiment,
  formatMlflowRun,
  type MlflowExperiment,
  runId,
} from "./mlflow.ts";
import type { RunSeries } from "./series.ts";
import { EVENT_FILE, formatEvents } from "./tensorboard.ts";

/**
 * Writes an event file for each run, in a folder named after the run.
 *
 * @throws {BadInput} A run has one already.
 */
export async function writeTensorBoard(folder: string, runs: readonly RunSeries[]): Promise<void> {
  const place = rootOf(folder);
  for (const { name } of runs) await requireNew(join(place, name), name);
  for (const series of runs) {
    makeFolder(join(place, series.name));
    await replaceFile(join(place, series.name, EVENT_FILE), formatEvents(series));
  }
}

/**
 * Writes runs as those of an MLflow experiment.
 *
 * @param name The experiment's name in MLflow.
 * @throws {BadInput} A run already exists.
 */
export async function writeMlflow(
  folder: string,
  name: string,
  runs: readonly RunSeries[],
): Promise<void> {
  const place = rootOf(folder);
  const experiment: MlflowExperiment = { name, place: pathToFileURL(place).href };
  const home = join(place, experimentId(name));
  for (const series of runs) await requireNew(join(home, runId(series)), series.name);
  if (!await exists(join(home, "meta.yaml"))) {
    await writeFiles(place, formatExperiment(experiment, runs));
  }
  for (const series of runs) {
    makeFolder(join(home, runId(series), "artifacts"));
    await writeFiles(place, formatMlflowRun(experiment, series));
  }
}

async function requireNew(place: string, name: string): Promise<void> {
  if (await exists(place)) throw new BadInput(place, `already has run ${name}`);
}

async function writeFiles(place: string, files: Files): Promise<void> {
  for (const [path, text] of files) {
    const file = join(place, path);
    makeFolder(dirname(file));
    await replaceFile(file, text);
  }
}
