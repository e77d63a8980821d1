/**
 * A checkpoint as a file: the arrays in the safetensors format, everything else as texts in its
 * header, and a digest over all of it, so that a damaged file is known before it is used. Nothing
 * in a file is ever run.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { formatSafetensors, parseSafetensors, type StoredArray } from "@samebit/runlog";
import type { Checkpoint, Progress } from "@samebit/solver";
import type { LogPosition } from "./run_log.ts";

const FORMAT = "samebit checkpoint 1";

/** A checkpoint with what ties it to its run's folder. */
export interface SavedCheckpoint {
  /** The run's identity. */
  readonly identity: string;
  /** The run between two steps. */
  readonly checkpoint: Checkpoint;
  /** How much of each log had been written, and what it held. */
  readonly logs: { readonly steps: LogPosition; readonly epochs: LogPosition };
}

/** The bytes of a checkpoint's file. */
export function formatCheckpoint({ identity, checkpoint, logs }: SavedCheckpoint): Uint8Array {
  const { progress, arrays } = checkpoint;
  const stored = Object.entries(arrays).map(([name, values]) => ({
    name,
    shape: [values.length],
    values,
  }));
  const about = JSON.stringify({ identity, progress, logs });
  const metadata = { format: FORMAT, about, digest: digestOf(about, stored) };
  return formatSafetensors({ arrays: stored, metadata });
}

/**
 * Reads a checkpoint's file.
 *
 * @param bytes The file's content.
 * @param source The file's name, for messages.
 * @throws {SyntaxError} It is damaged, or no checkpoint.
 */
export function parseCheckpoint(bytes: Uint8Array, source: string): SavedCheckpoint {
  const { arrays, metadata } = parseSafetensors(bytes, source);
  const { format, about, digest } = metadata;
  if (format !== FORMAT || about === undefined) {
    throw new SyntaxError(`Cannot read ${source}: it is no checkpoint of this version`);
  }
  if (digest !== digestOf(about, arrays)) {
    throw new SyntaxError(`Cannot read ${source}: its content does not have the digest it names`);
  }
  // The digest vouches for the text: it is what formatCheckpoint wrote.
  const { identity, progress, logs } = JSON.parse(about) as {
    identity: string;
    progress: Progress;
    logs: SavedCheckpoint["logs"];
  };
  const floats = Object.fromEntries(arrays.map(({ name, values }) => [name, values]));
  return { identity, logs, checkpoint: { progress, arrays: floats as Checkpoint["arrays"] } };
}

function digestOf(about: string, arrays: readonly StoredArray[]): string {
  const hash = sha256.create().update(utf8ToBytes(about));
  for (const { name, values } of arrays) {
    hash.update(utf8ToBytes(`\n${name} ${values.length}\n`));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return bytesToHex(hash.digest());
}
