/**
 * Moving a run's folder between machines: which files are sent, and how they are put into another
 * folder. Every byte was written by `recordRun`; here it is only copied. Not for the transport:
 * that is up to an engine.
 *
 * @module
 */
import { join } from "node:path";
import {
  checkpointStep,
  parseRunRecord,
  RUN_FILES,
  type RunRecord,
  SAME_EVERYWHERE,
} from "@samebit/runlog";
import { identityOf, readPlan } from "@samebit/solver";
import { newestCheckpointName, removeCheckpoints } from "../resume/checkpoints.ts";
import { runState, sameFilesOf } from "./run_state.ts";
import { BadInput } from "@samebit/input";
import { digestsOf, formatDigests } from "../digests.ts";
import { sha256Of } from "../sha256/mod.ts";
import { holdFolder } from "../hold_folder.ts";
import { makeFolder, moveFolder, removeParts, replaceFile, syncFolder } from "../write.ts";
import { readBytes } from "../read.ts";
import { usingFolder } from "../faults.ts";

/** A file of a run. */
export interface RunFile {
  /** Its name in the run's folder. */
  readonly name: string;
  /** Its content. */
  readonly bytes: Uint8Array;
}

/** What is known about a file without its bytes. */
export interface FileDigest {
  /** Its name in the run's folder. */
  readonly name: string;
  /** Its length. */
  readonly length: number;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
}

/** Names that may occur in a run's folder: nothing else from elsewhere is written. */
const NAMES: readonly string[] = Object.values(RUN_FILES);

/** Whether a file of a run may have this name. */
export function isRunFile(name: string): boolean {
  return NAMES.includes(name) || checkpointStep(name) !== undefined;
}

/** The digest of a file. */
export function digestOf({ name, bytes }: RunFile): FileDigest {
  return { name, length: bytes.length, sha256: sha256Of(bytes) };
}

/**
 * The files of a run: all files if it is complete; otherwise those needed to resume from its newest
 * checkpoint. Undefined if there is no run, or none that can be resumed. The run may be in
 * progress: rows after the checkpoint do no harm.
 */
export async function readRun(folder: string): Promise<RunFile[] | undefined> {
  const record = await readFileOf(folder, RUN_FILES.record);
  if (record === undefined) return undefined;
  const { ended } = parseRunRecord(new TextDecoder().decode(record.bytes), folder);
  const checkpoint = ended === undefined ? await newestCheckpointName(folder) : undefined;
  if (ended === undefined && checkpoint === undefined) return undefined;
  // A checkpoint before its logs, which then have at least what it says.
  const names = [checkpoint, ...Object.values(RUN_FILES)].filter((name) => name !== undefined);
  const files = [record];
  for (const name of names) {
    const file = name === RUN_FILES.record ? undefined : await readFileOf(folder, name);
    if (file !== undefined) files.push(file);
    // Removed meanwhile: the run has progressed.
    else if (name === checkpoint) return undefined;
  }
  return files;
}

/**
 * The record among the files of a run.
 *
 * @throws {SyntaxError} There is none, or it is damaged.
 */
export function recordIn(files: readonly RunFile[]): RunRecord {
  const record = files.find(({ name }) => name === RUN_FILES.record);
  if (record === undefined) throw new SyntaxError(`${RUN_FILES.record} is missing`);
  return parseRunRecord(new TextDecoder().decode(record.bytes), RUN_FILES.record);
}

/** Why files are not a run with this identity; undefined if they are, complete or not. */
export function faultIn(files: readonly RunFile[], identity: string): string | undefined {
  const stranger = files.find(({ name }) => !isRunFile(name));
  if (stranger !== undefined) return `${stranger.name} is not a file of a run`;
  try {
    const record = recordIn(files);
    const plan = readPlan(record.plan);
    if (record.identity !== identity || identityOf(plan, record.dataHash) !== identity) {
      return `${RUN_FILES.record} is of another run, ${record.identity}`;
    }
    if (record.ended === undefined) return undefined;
    if (record.result === undefined) return `${RUN_FILES.record} has an end and no result`;
    const wanted = sameFilesOf(plan);
    const lacking = wanted.find((name) => !files.some((file) => file.name === name));
    return lacking === undefined ? undefined : `${lacking} is missing`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

/**
 * Puts the files of a run into its folder, with their digests, the record last; a complete run
 * there is left as it is.
 *
 * @throws {BadInput} The folder holds another run or cannot be written, or these files are not a
 *   run with this identity.
 */
export async function placeRun(
  folder: string,
  identity: string,
  files: readonly RunFile[],
): Promise<void> {
  const fault = faultIn(files, identity);
  if (fault !== undefined) throw new BadInput(folder, `cannot be filled: ${fault}`);
  const { ended } = recordIn(files);
  const record = files.find(({ name }) => name === RUN_FILES.record)!;
  await usingFolder(folder, async () => {
    makeFolder(folder);
    using _folder = await holdFolder(folder, PATIENCE_MS);
    if (await runState(folder, identity) === "whole") return;
    await removeParts(folder);
    for (const { name, bytes } of files) {
      if (name !== RUN_FILES.record && name !== RUN_FILES.digests) {
        await replaceFile(join(folder, name), bytes);
      }
    }
    if (ended !== undefined) {
      // Computed from what arrived, whatever its sender says.
      const contents = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
      await replaceFile(join(folder, RUN_FILES.digests), formatDigests(digestsOf(contents)));
    }
    await syncFolder(folder);
    await replaceFile(join(folder, RUN_FILES.record), record.bytes);
    await syncFolder(folder);
    if (ended !== undefined) await removeCheckpoints(folder);
  });
}

/** How long to wait for a worker of another command that is about to end. */
const PATIENCE_MS = 60_000;

/** The first file of a folder whose bytes must be the same everywhere and are not those of a digest. */
export async function differingFile(
  folder: string,
  digests: readonly FileDigest[],
): Promise<string | undefined> {
  for (const { name, sha256 } of digests) {
    if (!SAME_EVERYWHERE.includes(name)) continue;
    const file = await readFileOf(folder, name);
    if (file === undefined || digestOf(file).sha256 !== sha256) return name;
  }
  return undefined;
}

/** Moves a run that cannot be trusted out of the way, where it is kept; returns its new place. */
export async function setAside(folder: string): Promise<string> {
  for (let i = 1;; i++) {
    const place = `${folder}.set-aside-${i}`;
    if (await moveFolder(folder, place)) return place;
  }
}

async function readFileOf(folder: string, name: string): Promise<RunFile | undefined> {
  const bytes = await readBytes(join(folder, name));
  return bytes && { name, bytes };
}
