/**
 * A checkpoint as a file: the arrays in the safetensors format, everything else as texts in its
 * header, and a digest over every byte of it, so that a damaged file is recognised before it is
 * used. Nothing in a file is ever executed.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { formatSafetensors, parseSafetensors } from "@samebit/runlog";
import type { Checkpoint, RunCounters } from "@samebit/solver";
import type { LogPosition } from "./run_log.ts";

const FORMAT = "samebit checkpoint 2";

/** A placeholder for the digest: the digest is that of the file with this in its place. */
const NO_DIGEST = "0".repeat(64);

/** The beginning of the header of every checkpoint, up to its digest. */
const BEGINNING = `{"__metadata__":{"format":"${FORMAT}","digest":"`;

/** Where the digest is, after the length of the header and its beginning. */
const DIGEST_AT = 8 + BEGINNING.length;

/** A checkpoint with what ties it to its run's folder. */
export interface SavedCheckpoint {
  /** The run's identity. */
  readonly identity: string;
  /** The run between two steps. */
  readonly checkpoint: Checkpoint;
  /** How much of each log had been written, and its digest. */
  readonly logs: {
    readonly steps: LogPosition;
    readonly epochs: LogPosition;
    /** Absent if the plan has no layers measured. */
    readonly layers?: LogPosition;
    /** Absent if the plan asks for no digests of states. */
    readonly states?: LogPosition;
  };
}

/** The bytes of a checkpoint's file. */
export function formatCheckpoint({ identity, checkpoint, logs }: SavedCheckpoint): Uint8Array {
  const { progress, arrays } = checkpoint;
  const bytes = formatSafetensors({
    arrays: Object.entries(arrays).map(([name, values]) => ({
      name,
      shape: [values.length],
      values,
    })),
    metadata: {
      format: FORMAT,
      digest: NO_DIGEST,
      about: JSON.stringify({ identity, progress, logs }),
    },
  });
  new TextEncoder().encodeInto(digestOf(bytes), bytes.subarray(DIGEST_AT));
  return bytes;
}

/**
 * Reads a checkpoint's file.
 *
 * @param bytes The file's content.
 * @param source The file's name, for messages.
 * @throws {SyntaxError} It is damaged, or not a checkpoint.
 */
export function parseCheckpoint(bytes: Uint8Array, source: string): SavedCheckpoint {
  const digestEnd = DIGEST_AT + NO_DIGEST.length;
  const text = (begin: number, end: number) => new TextDecoder().decode(bytes.subarray(begin, end));
  if (text(8, DIGEST_AT) !== BEGINNING) {
    throw new SyntaxError(
      `Cannot read ${source}: it is damaged, or not a checkpoint of this version`,
    );
  }
  if (text(DIGEST_AT, digestEnd) !== digestOf(bytes)) {
    throw new SyntaxError(
      `Cannot read ${source}: it is damaged, its content does not have the digest it names`,
    );
  }
  // The digest vouches for everything that follows: it is what formatCheckpoint wrote.
  const { arrays, metadata } = parseSafetensors(bytes, source);
  const { identity, progress, logs } = JSON.parse(metadata["about"]!) as {
    identity: string;
    progress: RunCounters;
    logs: SavedCheckpoint["logs"];
  };
  const floats = Object.fromEntries(arrays.map(({ name, values }) => [name, values]));
  return { identity, logs, checkpoint: { progress, arrays: floats as Checkpoint["arrays"] } };
}

/** SHA-256 of a file without its digest, hexadecimal. */
function digestOf(bytes: Uint8Array): string {
  return createHash("sha256")
    .update(bytes.subarray(0, DIGEST_AT))
    .update(NO_DIGEST)
    .update(bytes.subarray(DIGEST_AT + NO_DIGEST.length))
    .digest("hex");
}
