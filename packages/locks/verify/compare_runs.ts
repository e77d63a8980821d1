/**
 * Compares two folders of a run: which of the files that must be the same are not, and the first
 * value in each that differs. Also finds the folder that holds the record of a run.
 *
 * @module
 */
import { RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { basename, join } from "node:path";
import type { PlannedRun } from "@samebit/runlog";
import { newestCheckpointName, newestCheckpointStep, readBytes, sameBytes } from "@samebit/store";
import { compareLogs } from "./compare_logs.ts";
import { compareRecords } from "./compare_records.ts";
import { compareWeights } from "./compare_weights.ts";
import { byteDifference, type Difference, NOTHING } from "./difference.ts";

/** The result of comparing two folders of a run. */
export interface RunComparison {
  /** The files of the record that were compared. */
  readonly files: readonly string[];
  /** The first difference of each file that differs. */
  readonly differences: readonly Difference[];
}

/**
 * Compares the record of a run with another run of the same plan. Files that the record does not
 * have are left out: a committed record may have no weights.
 *
 * @param recorded The folder of the record.
 * @param got The folder of a complete run.
 */
export async function compareRuns(recorded: string, got: string): Promise<RunComparison> {
  const files: string[] = [];
  const differences: Difference[] = [];
  for (const name of SAME_EVERYWHERE) {
    const before = await readBytes(join(recorded, name));
    if (before === undefined) continue;
    files.push(name);
    const found = compareFiles(name, before, await readBytes(join(got, name)));
    if (found !== undefined) differences.push(found);
  }
  return { files, differences };
}

/**
 * Compares a trial that was stopped at an epoch with another one of the same plan, which may have
 * gone further: rows up to there, and the checkpoint if the other one still has it.
 *
 * @param recorded The folder of the trial.
 * @param got The folder of the other one.
 */
export async function compareTrials(recorded: string, got: string): Promise<RunComparison> {
  const files: string[] = [];
  const differences: Difference[] = [];
  const checkpoint = await newestCheckpointName(recorded);
  const [step, reached] = [await newestCheckpointStep(recorded), await newestCheckpointStep(got)];
  const isFurther = reached !== undefined && step !== undefined && reached > step;
  for (const name of [...SAME_EVERYWHERE, ...(checkpoint === undefined ? [] : [checkpoint])]) {
    const before = await readBytes(join(recorded, name));
    const after = await readBytes(join(got, name));
    if (before === undefined || (after === undefined && name === checkpoint && isFurther)) continue;
    files.push(name);
    const rows = name.endsWith(".csv") ? after?.subarray(0, before.length) : after;
    const found = compareFiles(name, before, rows);
    if (found !== undefined) differences.push(found);
  }
  return { files, differences };
}

/** The first difference between two files; undefined if their bytes are the same. */
export function compareFiles(
  name: string,
  recorded: Uint8Array,
  got: Uint8Array | undefined,
): Difference | undefined {
  if (got === undefined) return { file: name, place: "the file", recorded: "it", got: NOTHING };
  return sameBytes(recorded, got) ? undefined : explain(name, recorded, got);
}

function explain(name: string, recorded: Uint8Array, got: Uint8Array): Difference {
  const [before, after] = [recorded, got].map((bytes) => new TextDecoder().decode(bytes));
  const found = name.endsWith(".safetensors")
    ? compareWeights(name, recorded, got)
    : name.endsWith(".csv")
    ? compareLogs(name, before!, after!)
    : compareRecords(name, before!, after!);
  return found ?? byteDifference(name, recorded, got);
}

/**
 * The folder that holds the record of a run; undefined if there is none.
 *
 * @param dir An output folder, an experiment's folder, its `runs`, or the folder of this one run.
 * @param slug The experiment.
 * @param run The run.
 */
export async function findRecord(
  dir: string,
  slug: string,
  { folder, identity }: PlannedRun,
): Promise<string | undefined> {
  const own = [join(dir, slug, folder), join(dir, folder), join(dir, basename(folder))];
  for (const candidate of own) {
    if (await readBytes(join(candidate, RUN_FILES.record)) !== undefined) return candidate;
  }
  const bytes = await readBytes(join(dir, RUN_FILES.record));
  // Its name may be anything, so it is recognised by its content.
  return bytes && new TextDecoder().decode(bytes).includes(`"${identity}"`) ? dir : undefined;
}
