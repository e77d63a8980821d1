/**
 * Runs that the store already has for another experiment or under another label: equal identities
 * have equal bytes, so they are copied and not repeated.
 *
 * @module
 */
import { EXPERIMENT_FILES, type PlannedRun, RUN_FILES } from "@samebit/runlog";
import { join } from "node:path";
import type { RunJob } from "./job.ts";
import { faultInCopy } from "./check_copy.ts";
import { placeRun, readRun, type RunFile } from "./copy_run.ts";
import { readRunRecord, runFolder } from "./run_state.ts";
import { BadInput } from "@samebit/input";
import { foldersIn } from "../read.ts";
import { usingFolder } from "../faults.ts";
import { shownPath } from "../shown_path.ts";

/** What the name of a run's folder ends with: the beginning of its identity. */
const HASH = /-([0-9a-f]{8})$/;

/**
 * The folders in which the store holds complete runs that are not in their own folder, by identity.
 * Runs to be stopped after an epoch are not looked for.
 *
 * @param out The output folder.
 * @param slug The experiment that needs them.
 * @param runs The runs it needs.
 */
export async function findElsewhere(
  out: string,
  slug: string,
  runs: readonly PlannedRun[],
): Promise<Map<string, string>> {
  const wanted = new Map(
    runs.filter(({ untilEpoch }) => untilEpoch === undefined)
      .map((run) => [run.identity.slice(0, 8), run]),
  );
  const found = new Map<string, string>();
  if (wanted.size === 0) return found;
  for (const experiment of await usingFolder(out, () => foldersIn(out))) {
    const folder = join(out, experiment, EXPERIMENT_FILES.runs);
    for (const name of await namesOfRuns(folder)) {
      const run = wanted.get(HASH.exec(name)?.[1] ?? "");
      const place = join(folder, name);
      if (run === undefined || place === runFolder(out, slug, run)) continue;
      if (!found.has(run.identity) && await isWhole(place, run)) found.set(run.identity, place);
    }
  }
  return found;
}

/**
 * Copies a run into its folder; `environment.json` says where it is from. Returns the reason if it
 * could not: then the run must be done.
 */
export async function copyRun(
  from: string,
  { folder, identity }: RunJob,
): Promise<string | undefined> {
  const files = await readSource(from);
  const fault = typeof files === "string" ? files : faultInCopy(files, identity);
  if (typeof files === "string" || fault !== undefined) {
    return `${shownPath(from)} holds this run and is damaged, so it is not copied: ${fault}`;
  }
  await placeRun(folder, identity, files.map((file) => withOrigin(file, from)));
  return undefined;
}

async function readSource(from: string): Promise<RunFile[] | string> {
  try {
    return await usingFolder(from, () => readRun(from)) ?? "it is gone";
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BadInput) return error.message;
    throw error;
  }
}

function withOrigin(file: RunFile, from: string): RunFile {
  if (file.name !== RUN_FILES.environment) return file;
  try {
    const environment = JSON.parse(new TextDecoder().decode(file.bytes));
    const text = JSON.stringify({ ...environment, copiedFrom: shownPath(from) }, null, 2) + "\n";
    return { name: file.name, bytes: new TextEncoder().encode(text) };
  } catch (error) {
    // It decides nothing, so a damaged one is copied as it is.
    if (error instanceof SyntaxError) return file;
    throw error;
  }
}

/** The names of the folders in `runs/` of another experiment; none if it is not a folder. */
async function namesOfRuns(folder: string): Promise<string[]> {
  try {
    return await usingFolder(folder, () => foldersIn(folder));
  } catch (error) {
    if (error instanceof BadInput) return [];
    throw error;
  }
}

/** Whether a folder holds the complete run; a damaged one is not copied. */
async function isWhole(folder: string, { identity }: PlannedRun): Promise<boolean> {
  try {
    const record = await readRunRecord(folder);
    return record?.ended !== undefined && record.identity === identity;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BadInput) return false;
    throw error;
  }
}
