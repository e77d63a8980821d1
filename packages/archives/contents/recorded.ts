/**
 * The record that an archive is made of: every run of an experiment, complete, as the file plans it
 * and the lock records it. Missing, stale or different runs are refused.
 */
import { basename, join } from "node:path";
import { BadInput } from "@samebit/input";
import { lockChanges, lockExperiment, type LockFile, lockPath, readLock } from "@samebit/locks";
import { EXPERIMENT_FILES, RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { LIMITS, readBytes, readGiven, requireBytes, staleRuns } from "@samebit/store";
import { ownKindFiles } from "./own_kinds.ts";
import {
  dataKey,
  type ExperimentRun,
  followStored,
  planExperiment,
  type PlannedExperiment,
} from "@samebit/sweep";
import type { Plan } from "@samebit/solver";

/** An experiment as it was recorded. */
export interface Recorded {
  /** Its name. */
  readonly slug: string;
  /** The experiment declared in its file. */
  readonly planned: PlannedExperiment;
  /** Its lock. */
  readonly locked: LockFile;
  /** Every run, each folder once. */
  readonly runs: readonly RecordedFolder[];
  /**
   * The contents of files, by their paths in the archive: the experiment, its lock, its runs, and
   * its folder's own kinds.
   */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A run in an archive. */
export interface RecordedFolder {
  /** Its path, such as `runs/adam-seed1-0a1b2c3d`. */
  readonly folder: string;
  /** Its plan. */
  readonly plan: Plan;
  /** The content hash of its data. */
  readonly dataHash: string;
  /** The paths of its files. */
  readonly files: readonly string[];
  /** The data files that the author's own code reads, if that makes its data. */
  readonly dataFiles?: readonly string[] | undefined;
}

/** Large files that tell a reader little: the lock has the digest of each. */
const WEIGHTS: readonly string[] = [RUN_FILES.finalWeights, RUN_FILES.bestWeights];

/** All files of a run that are kept. */
const KEPT = [...SAME_EVERYWHERE, RUN_FILES.digests, RUN_FILES.timing, RUN_FILES.environment];

/**
 * Reads the record of an experiment.
 *
 * @param file Its file.
 * @param out The folder of runs.
 * @param dataDir The folder of data files.
 * @param weights Whether to include the weights of runs.
 * @throws {BadInput} A run is missing, stale or not as recorded in the lock; the message names the
 *   remedy.
 */
export async function readRecorded(
  file: string,
  { out, dataDir, weights }: {
    readonly out: string;
    readonly dataDir: string;
    readonly weights: boolean;
  },
): Promise<Recorded> {
  const planned = await planExperiment(file, { dataDir });
  const { slug } = planned;
  const runs = await requireRuns(out, file, planned);
  const locked = await requireLock(out, file, planned);
  const files = new Map<string, Uint8Array>([
    [`experiments/${slug}.ts`, await readGiven(file, LIMITS.page)],
    [`experiments/${basename(locked.path)}`, new TextEncoder().encode(locked.text)],
    [EXPERIMENT_FILES.record, await requireBytes(join(out, slug, EXPERIMENT_FILES.record))],
  ]);
  const folders: RecordedFolder[] = [];
  for (const { folder, plan, dataHash } of new Map(runs.map((run) => [run.folder, run])).values()) {
    const names: string[] = [];
    for (const name of KEPT) {
      if (!weights && WEIGHTS.includes(name)) continue;
      const bytes = await readBytes(join(out, slug, folder, name));
      if (bytes === undefined) continue;
      names.push(`${folder}/${name}`);
      files.set(`${folder}/${name}`, bytes);
    }
    const dataFiles = planned.data[dataKey(plan)]?.files;
    folders.push({ folder, plan, dataHash, files: names, dataFiles });
  }
  const kinds = await ownKindFiles(Deno.cwd(), folders.map(({ plan }) => plan));
  for (const [name, bytes] of kinds) files.set(name, bytes);
  return { slug, planned, locked, runs: folders, files };
}

async function requireRuns(
  out: string,
  file: string,
  planned: PlannedExperiment,
): Promise<readonly ExperimentRun[]> {
  const { slug } = planned;
  const { search, waiting } = await followStored(out, planned);
  if (waiting.length > 0) {
    throw new BadInput(
      slug,
      `has ${waiting.length} of ${search.runs.length} runs missing or incomplete in ${out}; ` +
        `run it first: deno task experiment ${file}`,
    );
  }
  const runs = [...search.runs, ...search.chosen];
  const stale = await staleRuns(out, slug, runs);
  if (stale.length === 0) return runs;
  throw new BadInput(
    slug,
    `has ${stale.length} stale ${
      stale.length === 1 ? "run" : "runs"
    } in ${out}, which its file no ` +
      `longer plans: ${stale.slice(0, 3).join(", ")}; move them away`,
  );
}

async function requireLock(
  out: string,
  file: string,
  planned: PlannedExperiment,
): Promise<LockFile> {
  const remedy = `write it: deno task experiment ${file} --lock`;
  const locked = await readLock(file);
  if (locked === undefined) throw new BadInput(lockPath(file), `does not exist; ${remedy}`);
  const { added, removed, replanned, moved } = lockChanges(
    locked.lock,
    await lockExperiment(out, planned),
  );
  const changes = [...added, ...removed, ...replanned, ...moved];
  if (changes.length === 0) return locked;
  throw new BadInput(
    locked.path,
    `is not the lock of the runs in ${out}: ${changes.length} differ; if they are right, ${remedy}`,
  );
}
