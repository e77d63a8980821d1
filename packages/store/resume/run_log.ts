/**
 * A log that grows in place and can be resumed: rows are appended, never rewritten, and a
 * checkpoint remembers the length and the digest of the log. What was written after the last
 * checkpoint, a torn line included, is cut off and written again.
 *
 * @module
 */
import { createHash, type Hash } from "node:crypto";
import { createFile, openKept } from "../write.ts";
import { readBytes, readBytesSync } from "../read.ts";

/** How far a log had got. */
export interface LogPosition {
  /** Its length. */
  readonly bytes: number;
  /** SHA-256 of these bytes, hexadecimal. */
  readonly digest: string;
}

/** A log being written. */
export interface RunLog extends Disposable {
  /** Adds a line with its line feed; it is held back until `flush`. */
  append(line: string): void;
  /** Hands buffered rows to the system, so that they survive the death of this process. */
  flush(): void;
  /**
   * Flushes and waits for the disk, so that it survives a power failure. Returns the position of
   * the log.
   */
  sync(): LogPosition;
}

/** Starts a new log with its header. */
export function createLog(path: string, header: string): RunLog {
  const log = openLog(createFile(path));
  log.append(header);
  return log;
}

/** Resumes a log from where a checkpoint left it; {@link holds} has confirmed that it exists. */
export function continueLog(path: string, from: LogPosition): RunLog {
  const file = openKept(path);
  file.truncateSync(from.bytes);
  const hash = createHash("sha256").update(readBytesSync(path)!);
  file.seekSync(0, Deno.SeekMode.End);
  return openLog(file, from.bytes, hash);
}

/** Whether a log still begins with what it had at a position. */
export async function holds(path: string, { bytes, digest }: LogPosition): Promise<boolean> {
  const content = await readBytes(path);
  return content !== undefined && content.length >= bytes &&
    createHash("sha256").update(content.subarray(0, bytes)).digest("hex") === digest;
}

function openLog(file: Deno.FsFile, start = 0, hash: Hash = createHash("sha256")): RunLog {
  const encoder = new TextEncoder();
  let length = start;
  let pending = "";
  const flush = () => {
    const bytes = encoder.encode(pending);
    pending = "";
    for (let written = 0; written < bytes.length;) {
      written += file.writeSync(bytes.subarray(written));
    }
    hash.update(bytes);
    length += bytes.length;
  };
  return {
    append(line) {
      pending += line;
    },
    flush,
    sync() {
      flush();
      file.syncSync();
      return { bytes: length, digest: hash.copy().digest("hex") };
    },
    [Symbol.dispose]: () => file.close(),
  };
}
