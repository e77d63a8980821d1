/**
 * The layout of runs on disk and the state each is in. Nothing is trained or written here; the
 * files themselves are read through @samebit/store.
 *
 * @module
 */
import { join } from "node:path";
import {
  EXPERIMENT_FILES,
  type JsonObject,
  parseRunRecord,
  type PlannedRun,
  RUN_FILES,
  type RunRecord,
  SAME_EVERYWHERE,
} from "@samebit/runlog";
import { type Plan, readPlan } from "@samebit/solver";
import { BadInput } from "@samebit/input";
import { foldersIn, readText } from "../read.ts";
import { usingFolder } from "../faults.ts";

/**
 * Those of {@link SAME_EVERYWHERE} that a run of this plan writes; all if everything is asked for.
 */
export function sameFilesOf({ evaluation }: Pick<Plan, "evaluation">): string[] {
  const predicts = evaluation.test && evaluation.predictions;
  const asked: Readonly<Record<string, boolean>> = {
    [RUN_FILES.layers]: evaluation.layers.every > 0,
    [RUN_FILES.states]: evaluation.states,
    [RUN_FILES.predictions]: predicts,
    [RUN_FILES.mistakes]: predicts,
    [RUN_FILES.importance]: evaluation.importance.repeats > 0,
  };
  return SAME_EVERYWHERE.filter((name) => asked[name] ?? true);
}

/** Whether a run is done: absent, begun but incomplete, or complete under its identity. */
export type StoredState = "missing" | "unfinished" | "whole";

/** The folder of an experiment below the output folder. */
export function experimentFolder(out: string, slug: string): string {
  return join(out, slug);
}

/** The path of a run's folder. */
export function runFolder(out: string, slug: string, run: PlannedRun): string {
  return join(experimentFolder(out, slug), run.folder);
}

/**
 * The record of a run; undefined if there is none.
 *
 * @throws {SyntaxError} `run.json` is damaged; the file is named.
 * @throws {BadInput} The folder cannot be read.
 */
export async function readRunRecord(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, RUN_FILES.record);
  const text = await usingFolder(folder, () => readText(path));
  return text === undefined ? undefined : parseRunRecord(text, path);
}

/** The plan of a record with every field, including later ones that are absent if neutral. */
export function wholePlan({ plan }: RunRecord): JsonObject {
  return readPlan(plan) as unknown as JsonObject;
}

/**
 * The state of the run with this identity in a folder.
 *
 * @throws {BadInput} The folder holds another identity, or `run.json` is damaged: nothing is
 *   overwritten.
 */
export async function runState(folder: string, identity: string): Promise<StoredState> {
  const record = await readOwnRecord(folder, identity);
  if (record === undefined) return "missing";
  return record.ended === undefined ? "unfinished" : "whole";
}

/**
 * The record of the run with this identity; undefined if there is none.
 *
 * @throws {BadInput} The folder holds another identity, or `run.json` is damaged.
 */
export async function readOwnRecord(
  folder: string,
  identity: string,
): Promise<RunRecord | undefined> {
  let record: RunRecord | undefined;
  try {
    record = await readRunRecord(folder);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(
      join(folder, RUN_FILES.record),
      `is damaged: ${cause.message}; remove this file and run the command again: the run resumes ` +
        "from its checkpoint, or starts over if there is none",
      { cause },
    );
  }
  if (record !== undefined && record.identity !== identity) {
    const [found, wanted] = [record.identity, identity].map((each) => each.slice(0, 8));
    throw new BadInput(
      folder,
      `holds run ${found}, not ${wanted}; move it away or choose another folder with --out`,
    );
  }
  return record;
}

/** The folders in `runs/` of an experiment that belong to no planned run. */
export async function staleRuns(
  out: string,
  slug: string,
  planned: readonly PlannedRun[],
): Promise<string[]> {
  const known = new Set(planned.map(({ folder }) => folder));
  const folder = join(experimentFolder(out, slug), EXPERIMENT_FILES.runs);
  const names = await usingFolder(folder, () => foldersIn(folder));
  return names.map((name) => `${EXPERIMENT_FILES.runs}/${name}`).filter((name) => !known.has(name));
}
