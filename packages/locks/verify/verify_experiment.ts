/**
 * Repeats the runs of a lock from scratch, and says for each whether every byte is as recorded, and
 * if not, where it differs. It trains with the same engine as every run.
 *
 * @module
 */
import type { Engine, EngineEvent } from "@samebit/engines";
import { formatRunName, type Lock, lockedName, type LockedRun } from "../lock/lock.ts";
import { followStored, jobOf, type PlannedExperiment } from "@samebit/sweep";
import { keyOf, type RunJob } from "@samebit/store";
import { explainMismatch, judgeRun, SAME, type VerifiedRun } from "./judge_run.ts";
import { shortDigest } from "./lock_verdict.ts";
import { isTuned, type LockMatch } from "./match_lock.ts";

/** What verification is given. */
export interface VerifyOptions {
  /** An empty folder in which the runs are done. */
  readonly out: string;
  /** What does the runs. */
  readonly engine: Engine;
  /** Aborted to stop early. */
  readonly signal: AbortSignal;
  /** Called as runs start, move and end. */
  readonly onEvent: (event: EngineEvent) => void;
  /** The folders of records by the identity of their runs; empty if only the lock is available. */
  readonly records: ReadonlyMap<string, string>;
}

/**
 * Repeats the comparable runs and judges every match, in their order.
 *
 * If all runs of a tuned experiment are among them and were reproduced, the choice is repeated as
 * well.
 *
 * @param planned The experiment's file as it is now.
 * @param lock Its lock.
 * @param matches What to verify: all that matchLock found, or a sample of it.
 */
export async function verifyExperiment(
  planned: PlannedExperiment,
  lock: Lock,
  matches: readonly LockMatch[],
  options: VerifyOptions,
): Promise<VerifiedRun[]> {
  const { slug } = planned;
  const jobs = new Map<string, RunJob>();
  for (const match of matches) {
    if (match.kind !== "comparable") continue;
    jobs.set(match.run.identity, jobOf(options.out, slug, match.run));
  }
  const failures = await executeRuns([...jobs.values()], options);
  if (options.signal.aborted) return [];
  const verified: VerifiedRun[] = [];
  for (const match of matches) {
    if (match.kind !== "comparable") {
      verified.push(explainMismatch(match, lock));
      continue;
    }
    const { locked, run: { identity } } = match;
    const failure = failures.get(identity);
    verified.push(
      failure === undefined
        ? await judgeRun(locked, jobs.get(identity)!.folder, options.records.get(identity))
        : { name: locked, expected: shortDigest(locked), verdict: "failed", details: [failure] },
    );
  }
  const isWhole = verified.every(({ verdict }) => verdict === SAME) &&
    [...planned.runs, ...searched(lock)].every(({ identity }) => jobs.has(identity));
  return isWhole ? await checkChoice(planned, lock, verified, options.out) : verified;
}

/** The runs that a search based its decisions on. */
function searched({ runs }: Lock): LockedRun[] {
  return runs.filter(({ proposed }) => proposed !== undefined);
}

/** Executes runs, and returns by identity why some could not be done. */
export async function executeRuns(
  jobs: readonly RunJob[],
  { engine, signal, onEvent }: Pick<VerifyOptions, "engine" | "signal" | "onEvent">,
): Promise<Map<string, string>> {
  const failures = new Map<string, string>();
  await engine.run(jobs, {
    keepGoing: true,
    retries: 1,
    signal,
    onEvent(event) {
      if (event.kind === "failed") failures.set(event.job.identity, event.reason);
      onEvent(event);
    },
  });
  return failures;
}

/** Searches and chooses among the repeated runs, and compares what is asked for with the lock. */
async function checkChoice(
  planned: PlannedExperiment,
  lock: Lock,
  verified: readonly VerifiedRun[],
  out: string,
): Promise<VerifiedRun[]> {
  if (!planned.runs.some(isTuned)) return [...verified];
  const { search, waiting } = await followStored(out, planned);
  const asked = [...search.runs, ...(waiting.length > 0 ? [] : search.chosen)];
  const askedFor = new Set(asked.map(keyOf));
  const noLonger = new Set(lock.runs.filter((run) => !askedFor.has(keyOf(run))).map(formatRunName));
  const judged = verified.map((run): VerifiedRun =>
    noLonger.has(formatRunName(run.name))
      ? { ...run, verdict: "no longer chosen", details: ["these values are no longer the best"] }
      : run
  );
  // A run that one variant stops and another runs to its end is locked as complete.
  const locked = new Set(lock.runs.map(keyOf));
  const whole = new Set(lock.runs.filter((run) => run.untilEpoch === undefined).map(keyOf));
  const added = asked.filter((run) =>
    !locked.has(keyOf(run)) && !whole.has(keyOf({ identity: run.identity }))
  );
  return [
    ...judged,
    ...added.map((run): VerifiedRun => ({
      name: lockedName(run),
      verdict: "not locked",
      details: ["it is now chosen, but it is not in the lock"],
    })),
  ];
}
