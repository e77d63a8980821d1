/**
 * What a lock says about a repeated run. The lock holds the same facts twice, as digests of files
 * and as a chain of epochs, so a lock edited by hand contradicts itself.
 *
 * @module
 */
import { RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { RunDigests } from "../lock/lock.ts";

/** How a run compares with its lock. */
export interface LockVerdict {
  /** Nothing differs; a difference; or a lock that cannot have been written by `--lock`. */
  readonly kind: "same" | "differs" | "lock damaged";
  /** The first epoch whose digest differs; absent if every row is the same. */
  readonly epoch?: number;
  /** The files whose digests differ. */
  readonly files: readonly string[];
  /** What it means, as a sentence; empty if nothing differs. */
  readonly says: string;
}

/** Compares the digests of a run with those of its lock. */
export function judgeByLock(locked: RunDigests, got: RunDigests): LockVerdict {
  const files = SAME_EVERYWHERE.filter((name) => locked.files[name] !== got.files[name]);
  const epoch = firstDifference(locked.epochs, got.epochs);
  if (epoch === undefined && files.length === 0) return { kind: "same", files, says: "" };
  const where = epoch === undefined ? { files } : { files, epoch };
  const contradiction = contradictionIn(locked, got, where);
  return contradiction === undefined
    ? { kind: "differs", ...where, says: meaning(locked, got, where) }
    : { kind: "lock damaged", ...where, says: `the lock contradicts itself: ${contradiction}` };
}

/** All digests of a run in one, short enough for a table: equal if nothing differs. */
export function shortDigest({ files, epochs }: RunDigests): string {
  const names = SAME_EVERYWHERE.filter((name) => files[name] !== undefined);
  const lines = [...names.map((name) => `${files[name]}  ${name}`), ...epochs];
  return bytesToHex(sha256(utf8ToBytes(lines.join("\n")))).slice(0, 12);
}

/** The logs whose rows the chain of epochs holds. */
const CHAINED: readonly string[] = [RUN_FILES.steps, RUN_FILES.epochs, RUN_FILES.layers];

interface Where {
  readonly files: readonly string[];
  readonly epoch?: number;
}

function firstDifference(a: readonly string[], b: readonly string[]): number | undefined {
  const longest = Math.max(a.length, b.length);
  for (let at = 0; at < longest; at++) if (a[at] !== b[at]) return at;
  return undefined;
}

function contradictionIn(
  locked: RunDigests,
  got: RunDigests,
  { files, epoch }: Where,
): string | undefined {
  const logs = files.filter((name) => CHAINED.includes(name));
  if (epoch === undefined) {
    return logs.length === 0
      ? undefined
      : `the digest of ${logs.join(" and ")} differs, but every epoch's is the same`;
  }
  if (logs.length === 0) {
    return `the digest of epoch ${epoch} differs, those of the logs are the same`;
  }
  const later = locked.epochs.findIndex((digest, e) => e > epoch && digest === got.epochs[e]);
  return later < 0
    ? undefined
    : `the digest of epoch ${epoch} differs, that of epoch ${later}, which depends on it, is the same`;
}

function meaning(locked: RunDigests, got: RunDigests, { files, epoch }: Where): string {
  if (epoch === undefined) {
    return `every row is the same; what is written after the last one differs: ${files.join(", ")}`;
  }
  const last = (digests: RunDigests) => digests.epochs.length - 1;
  if (epoch > last(got)) {
    return `the lock goes to epoch ${last(locked)}, the run to ${last(got)}`;
  }
  if (epoch > last(locked)) {
    return `the run goes to epoch ${last(got)}, the lock to ${last(locked)}`;
  }
  if (epoch === 0) return "the rows differ from the start, epoch 0: before the first update";
  return `the rows of epochs 0 to ${
    epoch - 1
  } are the same; the difference begins in epoch ${epoch}`;
}
