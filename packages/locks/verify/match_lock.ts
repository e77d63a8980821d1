/**
 * A lock compared with the plans of its experiment's file as it is now: which runs can be verified,
 * and why the others cannot.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { chosenSeeds } from "@samebit/experiment";
import { createStream, permutation } from "@samebit/random";
import { CONTRACT, identityOf, type Plan } from "@samebit/solver";
import { formatRunName, type Lock, lockedName, type LockedRun } from "../lock/lock.ts";
import { chosenRun, type ExperimentRun, type PlannedExperiment, proposedRun } from "@samebit/sweep";

/** What the lock and the file say about one run. */
export type LockMatch =
  /** The same plan on the same data under the same contract. */
  | { readonly kind: "comparable"; readonly locked: LockedRun; readonly run: ExperimentRun }
  /** The lock was recorded under another contract: none of its runs can be compared. */
  | { readonly kind: "other contract"; readonly locked: LockedRun }
  /** The same plan, but different data files. */
  | { readonly kind: "other data"; readonly locked: LockedRun; readonly run: ExperimentRun }
  /** The same plan on the same data, but kinds of the folder's own have other sources. */
  | {
    readonly kind: "other sources";
    readonly locked: LockedRun;
    readonly run: ExperimentRun;
    /** The names of those kinds. */
    readonly changed: readonly string[];
  }
  /** The file has a run of that name with another plan. */
  | { readonly kind: "other plan"; readonly locked: LockedRun; readonly run: ExperimentRun }
  /** The file has no run of that name. */
  | { readonly kind: "not planned"; readonly locked: LockedRun }
  /** The lock has no such run. */
  | { readonly kind: "not locked"; readonly run: ExperimentRun };

/**
 * What the lock and the file say about every run: the lock's runs in its order, then those it
 * lacks.
 */
export function matchLock(lock: Lock, planned: PlannedExperiment): LockMatch[] {
  const { runs } = planned;
  if (lock.contract !== CONTRACT) {
    return lock.runs.map((locked) => ({ kind: "other contract", locked }));
  }
  const proposals = lock.runs.flatMap(({ proposed, seed }) =>
    (proposed && proposedRun(planned, proposed, seed)) ?? []
  );
  const tried = [...runs, ...otherSeeds(planned), ...proposals];
  const candidates = [...tried, ...tried.filter(isTuned).map(chosenRun)];
  const byIdentity = new Map(candidates.map((run) => [run.identity, run]));
  const byName = new Map(candidates.map((run) => [formatRunName(lockedName(run)), run]));
  const known = new Set(lock.runs.flatMap((each) => [each.identity, formatRunName(each)]));
  const matches = lock.runs.map((locked): LockMatch => {
    const run = byIdentity.get(locked.identity);
    const { untilEpoch } = locked;
    if (run !== undefined) {
      const asked = untilEpoch === undefined ? run : { ...run, untilEpoch };
      return { kind: "comparable", locked, run: asked };
    }
    const named = byName.get(formatRunName(locked));
    if (named === undefined) return { kind: "not planned", locked };
    const isLocked = (plan: Plan) => identityOf(plan, locked.dataHash) === locked.identity;
    if (isLocked(named.plan)) return { kind: "other data", locked, run: named };
    const kinds = lockedKinds(lock, named.plan);
    if (!isLocked({ ...named.plan, kinds })) return { kind: "other plan", locked, run: named };
    const changed = Object.keys(kinds).filter((name) => kinds[name] !== named.plan.kinds[name]);
    return { kind: "other sources", locked, run: named, changed };
  });
  const missing = new Map<string, LockMatch>();
  for (const run of runs) {
    if (known.has(run.identity) || known.has(formatRunName(lockedName(run)))) continue;
    missing.set(run.identity, { kind: "not locked", run });
  }
  return [...matches, ...missing.values()];
}

/** The kinds of a plan with the hashes that a lock has of them. */
function lockedKinds({ kinds: locked = {} }: Lock, { kinds }: Plan): Plan["kinds"] {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, hash]) => [name, locked[name] ?? hash]),
  );
}

/**
 * The listed values with the seeds that the search did not use: the chosen values are run with
 * them, too.
 */
function otherSeeds(planned: PlannedExperiment): ExperimentRun[] {
  const searched = new Set(planned.runs.map(({ seed }) => seed));
  const seeds = chosenSeeds(planned.experiment).filter((seed) => !searched.has(seed));
  const [first] = searched;
  const combinations = planned.runs.filter((run) => isTuned(run) && run.seed === first);
  return combinations.flatMap((run) =>
    seeds.flatMap((seed) => proposedRun(planned, run, seed) ?? [])
  );
}

/** Whether a run is one of several candidates of its variant. */
export function isTuned({ tuned }: ExperimentRun): boolean {
  return Object.keys(tuned).length > 0;
}

/**
 * The locked runs that `--sample` takes: those at the first `count` places of the permutation
 * determined by the lock's own text, in the lock's order. Other locks sample other places, and
 * nobody can know a lock's sample before it is written.
 *
 * The permutation is page 0 of the stream named `verify/` and the SHA-256 of the text, under seed 0.
 *
 * @param text The lock's text.
 * @param runs Its runs.
 * @param count How many to take; all if there are no more.
 */
export function sampleRuns(
  text: string,
  runs: readonly LockedRun[],
  count: number,
): LockedRun[] {
  const stream = createStream(0, `verify/${bytesToHex(sha256(utf8ToBytes(text)))}`);
  const places = permutation(stream, 0, runs.length).slice(0, count);
  return [...places].sort((a, b) => a - b).map((place) => runs[place]!);
}
