/**
 * From runs on disk to a lock: reads the files of runs and digests them. Nothing is trained or
 * written here.
 *
 * @module
 */
import { isSha256 } from "@samebit/input";
import { RUN_FILES } from "@samebit/runlog";
import { join } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { CONTRACT, readPlan } from "@samebit/solver";
import { type ExperimentRun, followStored, type PlannedExperiment, scoreOf } from "@samebit/sweep";
import { planSearch } from "@samebit/experiment";
import { readRunRecord, requireBytes, requireText, runFolder, sameFilesOf } from "@samebit/store";
import { chainEpochs } from "./chain.ts";
import {
  byName,
  formatRunName,
  type Lock,
  lockedName,
  type LockedRun,
  type RunDigests,
} from "./lock.ts";

/**
 * The digests of a run.
 *
 * @param folder The run's folder.
 * @param untilEpoch The epoch after which a search stopped it: its state up to there, whether or
 *   not another search resumed it.
 * @throws {SyntaxError} A log is damaged.
 */
export async function digestRun(folder: string, untilEpoch?: number): Promise<RunDigests> {
  const plan = readPlan((await readRunRecord(folder))!.plan);
  const stopped = [RUN_FILES.steps, RUN_FILES.epochs, RUN_FILES.layers] as readonly string[];
  const names = sameFilesOf(plan).filter((name) =>
    untilEpoch === undefined || stopped.includes(name)
  );
  const contents = await Promise.all(
    names.map(async (name) => [name, await requireBytes(join(folder, name))] as const),
  );
  const textOf = (wanted: string) =>
    new TextDecoder().decode(contents.find(([name]) => name === wanted)?.[1]);
  const epochs = chainEpochs(
    textOf(RUN_FILES.steps),
    textOf(RUN_FILES.epochs),
    textOf(RUN_FILES.layers),
  );
  if (untilEpoch !== undefined) return { files: {}, epochs: epochs.slice(0, untilEpoch + 1) };
  const digests = contents.map(([name, bytes]) => [name, bytesToHex(sha256(bytes))]);
  return { files: Object.fromEntries(digests), epochs };
}

/**
 * The lock of a finished experiment, including the runs of a search and of the values it chose.
 *
 * @param out The output folder.
 * @param planned The experiment.
 * @throws {Error} A run is missing or incomplete.
 */
export async function lockExperiment(out: string, planned: PlannedExperiment): Promise<Lock> {
  const { slug, experiment } = planned;
  const { search, waiting } = await followStored(out, planned);
  if (waiting.length > 0) {
    throw new Error(`Cannot lock ${slug}: ${waiting.length} runs are incomplete; run it first`);
  }
  const lock = await makeLock(out, slug, [...search.runs, ...search.chosen]);
  if (planSearch(experiment).kind === "grid") return lock;
  const proposals = new Map(
    [...search.runs, ...search.chosen].map(({ identity, variant, tuned }) => [
      identity,
      { variant, tuned },
    ]),
  );
  return {
    ...lock,
    runs: lock.runs.map((run) => ({ ...run, proposed: proposals.get(run.identity)! })),
  };
}

/**
 * The lock of an experiment's runs; two runs with the same plan are locked once.
 *
 * @param out The output folder.
 * @param slug The experiment.
 * @param runs All of its runs, including the chosen ones.
 * @throws {Error} A run is missing or incomplete.
 */
export async function makeLock(
  out: string,
  slug: string,
  runs: readonly ExperimentRun[],
): Promise<Lock> {
  const locked = new Map<string, LockedRun>();
  const sources = new Set<string>();
  const warnings = new Set<string>();
  const kinds = new Map<string, string>();
  // A run that one variant stopped and another ran to its end is locked as complete.
  const isStopped = ({ untilEpoch }: ExperimentRun) => untilEpoch !== undefined;
  for (const run of [...runs.filter((run) => !isStopped(run)), ...runs.filter(isStopped)]) {
    const { untilEpoch } = run;
    if (locked.has(run.identity)) continue;
    const name = lockedName(run);
    const folder = runFolder(out, slug, run);
    const record = await readRunRecord(folder);
    const isThere = untilEpoch === undefined
      ? record?.ended !== undefined
      : await scoreOf(out, slug, run) !== undefined;
    if (record === undefined || !isThere || record.identity !== run.identity) {
      throw new Error(
        `Cannot lock ${slug}: ${formatRunName(name)} is incomplete in ${folder}; run it first`,
      );
    }
    const { identity, dataHash } = record;
    locked.set(identity, {
      ...name,
      identity,
      dataHash,
      ...(untilEpoch !== undefined && { untilEpoch }),
      ...await digestRun(folder, untilEpoch),
    });
    for (const warning of record.warnings) warnings.add(warning);
    for (const [name, hash] of Object.entries(run.plan.kinds)) kinds.set(name, hash);
    const source = await sourceDigestOf(folder);
    if (source !== undefined) sources.add(source);
  }
  return {
    contract: CONTRACT,
    slug,
    sources: [...sources].sort(),
    ...(kinds.size > 0 && { kinds: Object.fromEntries([...kinds].sort()) }),
    warnings: [...warnings].sort(),
    runs: [...locked.values()].sort(byName),
  };
}

/** The digest of the sources that did a run, if its environment has it. */
async function sourceDigestOf(folder: string): Promise<string | undefined> {
  try {
    const text = await requireText(join(folder, RUN_FILES.environment));
    const { sourceDigest } = JSON.parse(text) as { readonly sourceDigest?: unknown };
    return isSha256(sourceDigest) ? sourceDigest : undefined;
  } catch (error) {
    // It decides nothing, so a run without it, or with a damaged one, is locked anyway.
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
