/**
 * The verdict on one run: from its lock, with the record's files if they are available, and why a
 * run that was not repeated cannot be compared.
 *
 * @module
 */
import { CONTRACT } from "@samebit/solver";
import { type Lock, lockedName, type LockedRun, type RunName } from "../lock/lock.ts";
import { digestRun } from "../lock/make_lock.ts";
import { compareRuns } from "./compare_runs.ts";
import { formatDifference } from "./difference.ts";
import { judgeByLock, type LockVerdict, shortDigest } from "./lock_verdict.ts";
import type { LockMatch } from "./match_lock.ts";

/** The finding on one run. */
export interface VerifiedRun {
  /** Its name. */
  readonly name: RunName;
  /** Everything locked of it, in one digest; absent if it is not locked. */
  readonly expected?: string;
  /** All of its results, in one digest; absent if it was not repeated. */
  readonly got?: string;
  /** The verdict in a few words; `same` is the good one. */
  readonly verdict: string;
  /** Further details, a line each. */
  readonly details: readonly string[];
}

/** The verdict on a run whose every byte is as recorded. */
export const SAME = "same";

/**
 * Judges a repeated run.
 *
 * @param locked What the lock says about it.
 * @param folder The folder of the repeated run.
 * @param record The folder of its record, if there is one.
 */
export async function judgeRun(
  locked: LockedRun,
  folder: string,
  record: string | undefined,
): Promise<VerifiedRun> {
  const { untilEpoch } = locked;
  const digests = await digestRun(folder, untilEpoch);
  const byLock = judgeByLock(locked, digests);
  const about = { name: locked, expected: shortDigest(locked), got: shortDigest(digests) };
  // The record of a stopped run may have gone further since; the chain knows its epochs.
  if (record === undefined || untilEpoch !== undefined) {
    return { ...about, verdict: verdictOf(byLock), details: sentences(byLock) };
  }
  const { files, differences } = await compareRuns(record, folder);
  const lines = differences.map(formatDifference);
  if (lines.length > 0) {
    const isLocked = byLock.kind === "same";
    const first = isLocked
      ? [`the run matches the lock; the record in ${record} does not`]
      : [...sentences(byLock), `against the record in ${record}`];
    return {
      ...about,
      verdict: isLocked ? "record differs" : verdictOf(byLock),
      details: [...first, ...lines],
    };
  }
  const confirmed = byLock.files.every((name) => files.includes(name));
  if (byLock.kind === "same" || !confirmed) {
    return { ...about, verdict: verdictOf(byLock), details: sentences(byLock) };
  }
  return {
    ...about,
    verdict: byLock.kind === "differs" ? "lock differs" : verdictOf(byLock),
    details: [...sentences(byLock), `the run matches the record in ${record}`],
  };
}

function verdictOf({ kind, epoch }: LockVerdict): string {
  if (kind === "same") return SAME;
  if (epoch === undefined) return kind === "differs" ? "differs after the last epoch" : kind;
  return kind === "differs" ? `differs from epoch ${epoch}` : `${kind}, epoch ${epoch}`;
}

function sentences({ says }: LockVerdict): string[] {
  return says === "" ? [] : [says];
}

/** Why a run was not repeated: lock and file do not match. */
export function explainMismatch(
  match: Exclude<LockMatch, { kind: "comparable" }>,
  lock: Lock,
): VerifiedRun {
  if (match.kind === "not locked") {
    return {
      name: lockedName(match.run),
      verdict: "not locked",
      details: ["the file plans it, but it is not in the lock"],
    };
  }
  const { locked } = match;
  const about = { name: locked, expected: shortDigest(locked) };
  switch (match.kind) {
    case "other contract":
      return {
        ...about,
        verdict: "cannot be compared",
        details: [`recorded under contract ${lock.contract}, this is ${CONTRACT}`],
      };
    case "other data": {
      const [then, now] = [locked.dataHash, match.run.dataHash].map((hash) => hash.slice(0, 12));
      return {
        ...about,
        verdict: "other data",
        details: [`recorded on data ${then}, these files are ${now}`],
      };
    }
    case "other sources":
      return {
        ...about,
        verdict: "other sources",
        details: match.changed.map((name) => {
          const [then, now] = [lock.kinds?.[name], match.run.plan.kinds[name]]
            .map((hash) => hash?.slice(0, 12));
          return `${name} was recorded with the sources ${then}, its files are now ${now}`;
        }),
      };
    case "other plan":
      return {
        ...about,
        verdict: "locked, no longer planned",
        details: ["the file now plans another run under this name"],
      };
    case "not planned":
      return {
        ...about,
        verdict: "locked, no longer planned",
        details: ["the file no longer plans a run of this name"],
      };
  }
}
