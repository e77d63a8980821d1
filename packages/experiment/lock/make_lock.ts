/**
 * From runs on disk to a lock: reads what the runs left and digests it. Nothing is trained and
 * nothing is written here.
 *
 * @module
 */
import { join } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { CONTRACT, type Plan } from "@samebit/solver";
import { chooseTuned } from "../choose.ts";
import type { ExperimentRun, PlannedExperiment } from "../plan_experiment.ts";
import { readRunRecord, RUN_FILES, runFolder, sameFilesOf } from "../store.ts";
import { chainEpochs } from "./chain.ts";
import {
  byName,
  formatRunName,
  type Lock,
  type LockedRun,
  type RunDigests,
  runName,
} from "./lock.ts";

/**
 * The digests of a whole run.
 *
 * @param folder The run's folder.
 * @throws {SyntaxError} A log is damaged.
 */
export async function digestRun(folder: string): Promise<RunDigests> {
  const plan = (await readRunRecord(folder))!.plan as unknown as Plan;
  const contents = await Promise.all(
    sameFilesOf(plan).map(async (name) => [name, await Deno.readFile(join(folder, name))] as const),
  );
  const textOf = (wanted: string) =>
    new TextDecoder().decode(contents.find(([name]) => name === wanted)?.[1]);
  return {
    files: Object.fromEntries(
      contents.map(([name, bytes]) => [name, bytesToHex(sha256(bytes))]),
    ),
    epochs: chainEpochs(
      textOf(RUN_FILES.steps),
      textOf(RUN_FILES.epochs),
      textOf(RUN_FILES.layers),
    ),
  };
}

/**
 * The lock of an experiment whose runs are all whole, the chosen ones of tuned values among them.
 *
 * @param out The output folder.
 * @param planned The experiment.
 * @throws {Error} A run is missing or not whole.
 */
export async function lockExperiment(out: string, planned: PlannedExperiment): Promise<Lock> {
  const { slug, runs } = planned;
  const chosen = await chooseTuned(planned, (run) => readRunRecord(runFolder(out, slug, run)));
  return await makeLock(out, slug, [...runs, ...chosen]);
}

/**
 * The lock of an experiment's runs; two runs that are one plan are locked once.
 *
 * @param out The output folder.
 * @param slug The experiment.
 * @param runs Every run of it, the chosen ones included.
 * @throws {Error} A run is missing or not whole.
 */
export async function makeLock(
  out: string,
  slug: string,
  runs: readonly ExperimentRun[],
): Promise<Lock> {
  const locked = new Map<string, LockedRun>();
  const sources = new Set<string>();
  const warnings = new Set<string>();
  for (const run of runs) {
    if (locked.has(run.identity)) continue;
    const name = runName(run);
    const folder = runFolder(out, slug, run);
    const record = await readRunRecord(folder);
    if (record?.ended === undefined || record.identity !== run.identity) {
      throw new Error(
        `Cannot lock ${slug}: ${formatRunName(name)} is not whole in ${folder}; run it first`,
      );
    }
    const { identity, dataHash } = record;
    locked.set(identity, { ...name, identity, dataHash, ...await digestRun(folder) });
    for (const warning of record.warnings) warnings.add(warning);
    const source = await sourceDigestOf(folder);
    if (source !== undefined) sources.add(source);
  }
  return {
    contract: CONTRACT,
    slug,
    sources: [...sources].sort(),
    warnings: [...warnings].sort(),
    runs: [...locked.values()].sort(byName),
  };
}

/** The digest of the sources that made a run, where its environment tells of it. */
async function sourceDigestOf(folder: string): Promise<string | undefined> {
  try {
    const text = await Deno.readTextFile(join(folder, RUN_FILES.environment));
    const { sourceDigest } = JSON.parse(text) as { readonly sourceDigest?: unknown };
    return typeof sourceDigest === "string" && /^[0-9a-f]{64}$/.test(sourceDigest)
      ? sourceDigest
      : undefined;
  } catch (error) {
    // It decides nothing, so a run without it, or with a damaged one, is locked all the same.
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
