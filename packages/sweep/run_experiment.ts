/**
 * Executes the missing runs of an experiment: finds what is done, hands the rest to an engine, and
 * writes the record that the page is made from. If something is tuned it follows the search, round
 * by round, and runs the chosen values with the test split measured, the only time it is read.
 *
 * @module
 */
import { join } from "node:path";
import { EXPERIMENT_FILES, formatRecord, type SearchTrail } from "@samebit/runlog";
import {
  checkFolder,
  copyRun,
  experimentFolder,
  findElsewhere,
  forgetFailure,
  holdFolder,
  keyOf,
  makeFolder,
  noteFailure,
  removeCheckpoints,
  removeScratch,
  replaceFile,
  runFolder,
  type RunJob,
  runState,
  usingFolder,
} from "@samebit/store";
import type { Engine, EngineEvent, RunOptions } from "@samebit/engines";
import { experimentRecord, type ExperimentRun, type PlannedExperiment } from "./plan_experiment.ts";
import { FollowedSearch } from "./follow_search.ts";
import { scoreOf } from "./scores.ts";

/** What running an experiment is given. */
export interface RunExperimentOptions {
  /** The output folder. */
  readonly out: string;
  /** What does the runs. */
  readonly engine: Engine;
  /** Whether the other runs continue when one has failed. */
  readonly keepGoing: boolean;
  /** How often a failed run is retried. */
  readonly retries: number;
  /** Aborted to stop early; complete runs stay complete. */
  readonly signal: AbortSignal;
  /** Called as runs start, move and end. */
  readonly onEvent: (event: EngineEvent) => void;
  /** Called with the runs of a round of a search before the missing ones are done. */
  readonly onRound?: (waiting: readonly ExperimentRun[]) => void;
  /** Called with the runs of the chosen values before the missing ones are done. */
  readonly onChosen?: (chosen: readonly ExperimentRun[]) => void;
}

/** What is left to do of an experiment. */
export interface Outstanding {
  /** Complete runs. */
  readonly done: readonly ExperimentRun[];
  /** Runs to do, each identity once; unfinished ones resume from their checkpoints. */
  readonly todo: readonly ExperimentRun[];
  /** How many of these are unfinished. */
  readonly unfinished: number;
}

/** How running an experiment went. */
export interface RunExperimentReport {
  /** Every run of the experiment, the chosen ones with the test split included. */
  readonly runs: readonly ExperimentRun[];
  /** The runs that failed, with the reason. */
  readonly failed: readonly { readonly run: ExperimentRun; readonly reason: string }[];
  /** The variants for which no value could be chosen, since every trial diverged; absent if none. */
  readonly unchosen?: readonly string[];
}

/**
 * Which of these runs are done and which are left to do.
 *
 * @throws {BadInput} The output folder cannot be read, a folder holds another run than its name
 *   says, or a record is damaged.
 */
export async function outstanding(
  out: string,
  slug: string,
  runs: readonly ExperimentRun[],
): Promise<Outstanding> {
  const done: ExperimentRun[] = [];
  const todo = new Map<string, ExperimentRun>();
  let unfinished = 0;
  for (const run of runs) {
    if (await scoreOf(out, slug, run) !== undefined) {
      done.push(run);
      continue;
    }
    const state = await runState(runFolder(out, slug, run), run.identity);
    if (state === "unfinished" && !todo.has(run.identity)) unfinished++;
    todo.set(run.identity, run);
    const folder = runFolder(out, slug, run);
    await usingFolder(folder, () => checkFolder(folder));
  }
  return { done, todo: [...todo.values()], unfinished };
}

/**
 * Executes the missing runs of an experiment and writes `experiment.json`. A failed run is
 * reported, not thrown; if something is tuned, choosing waits until all runs are complete.
 *
 * @throws {BadInput} The output folder cannot be written, or another process runs this experiment
 *   into it.
 */
export async function runExperiment(
  planned: PlannedExperiment,
  options: RunExperimentOptions,
): Promise<RunExperimentReport> {
  const { out } = options;
  const { slug } = planned;
  using _folder = await holdExperiment(out, slug);
  await using _workers = options.engine.hold?.();
  const search = new FollowedSearch(planned);
  const waiting = await search.advance((run) => scoreOf(out, slug, run));
  const known = [...search.runs, ...search.chosen];
  const areAll = waiting.length === 0 || search.trail === undefined;
  const wrong = await resumeEngine(slug, search, areAll, options);
  if (options.signal.aborted || (wrong.length > 0 && !options.keepGoing)) {
    return { runs: search.runs, failed: wrong };
  }
  // Runs that were moved aside are now missing.
  const next = wrong.length > 0 ? new FollowedSearch(planned) : search;
  const report = await follow(planned, next, known, options);
  return { ...report, failed: [...wrong, ...report.failed] };
}

/**
 * Follows a search to its end: executes the runs that it waits for, then those that it chose. Other
 * runs, known before, may fail as well.
 */
async function follow(
  planned: PlannedExperiment,
  search: FollowedSearch,
  known: readonly ExperimentRun[],
  options: RunExperimentOptions,
): Promise<RunExperimentReport> {
  const { out } = options;
  const { slug } = planned;
  const read = (run: ExperimentRun) => scoreOf(out, slug, run);
  const finished = new Set<string>();
  const noting: RunExperimentOptions = {
    ...options,
    onEvent(event) {
      if (event.kind === "finished") finished.add(keyOf(event.job));
      options.onEvent(event);
    },
  };
  while (true) {
    const waiting = await search.advance(read);
    // If all are complete the choice stands, and the record that names its runs is kept.
    if (waiting.length === 0) break;
    const absent = waiting.filter((run) => finished.has(keyOf(run)));
    if (absent.length > 0) {
      return { runs: search.runs, failed: reportAbsent(slug, absent, options) };
    }
    await writeRecord(out, planned, search.runs, search.trail);
    options.onRound?.(waiting);
    const failed = await executeRuns(slug, waiting, noting, [...search.runs, ...known]);
    if (failed.length > 0 || options.signal.aborted) return { runs: search.runs, failed };
  }
  const { runs, chosen } = search;
  for (const run of runs) await removeLeftovers(out, slug, run);
  const all = [...runs, ...chosen];
  await writeRecord(out, planned, all, search.trail);
  const unchosen = search.unchosen.length > 0 && { unchosen: search.unchosen };
  if (chosen.length === 0) return { runs, failed: [], ...unchosen };
  options.onChosen?.(chosen);
  const failed = await executeRuns(slug, chosen, options, [...all, ...known]);
  return { runs: all, failed, ...unchosen };
}

/**
 * Reports runs that an engine called finished but that do not exist: requesting them again would
 * never end.
 */
function reportAbsent(
  slug: string,
  absent: readonly ExperimentRun[],
  { out, onEvent }: RunExperimentOptions,
): RunExperimentReport["failed"] {
  const reason = "It was reported as finished, but its folder does not hold the complete run";
  for (const run of absent) {
    const job = jobOf(out, slug, run);
    noteFailure(job.folder, reason);
    onEvent({ kind: "failed", job, reason });
  }
  return absent.map((run) => ({ run, reason }));
}

/**
 * A run that was killed during its last actions is complete but still has its checkpoints, or a
 * note that it failed.
 */
async function removeLeftovers(out: string, slug: string, run: ExperimentRun): Promise<void> {
  const folder = runFolder(out, slug, run);
  if (await runState(folder, run.identity) !== "whole") return;
  await removeCheckpoints(folder);
  forgetFailure(folder);
}

/**
 * Has an engine execute runs; returns those that failed among all, since an audit may fail earlier
 * ones.
 */
async function executeRuns(
  slug: string,
  runs: readonly ExperimentRun[],
  options: RunExperimentOptions,
  all: readonly ExperimentRun[],
): Promise<RunExperimentReport["failed"]> {
  const { out, engine, onEvent } = options;
  const { done, todo } = await outstanding(out, slug, runs);
  for (const run of done) await removeLeftovers(out, slug, run);
  const elsewhere = await findElsewhere(out, slug, todo);
  const jobs: RunJob[] = [];
  for (const run of todo) {
    const job = jobOf(out, slug, run);
    const from = elsewhere.get(run.identity);
    if (from === undefined) {
      jobs.push(job);
      continue;
    }
    const fault = await copyRun(from, job);
    if (fault !== undefined) {
      onEvent({ kind: "notice", job, text: `${fault}; it is run from scratch` });
      jobs.push(job);
      continue;
    }
    forgetFailure(job.folder);
    onEvent({ kind: "finished", job });
  }
  return await gatherFailed(all, options, (run) => engine.run(jobs, run));
}

/** Has an engine finish what an earlier command left to do for runs that may exist. */
async function resumeEngine(
  slug: string,
  { runs, chosen }: FollowedSearch,
  areAll: boolean,
  options: RunExperimentOptions,
): Promise<RunExperimentReport["failed"]> {
  const { out, engine } = options;
  if (engine.resume === undefined) return [];
  options.onRound?.(runs);
  options.onChosen?.(chosen);
  const known = [...runs, ...chosen];
  const jobs = known.map((run) => jobOf(out, slug, run));
  return await gatherFailed(known, options, (run) => engine.resume!(jobs, run, areAll));
}

/**
 * Has an engine work on runs; returns those that failed, and notes the failures in their folders.
 */
async function gatherFailed(
  runs: readonly ExperimentRun[],
  { keepGoing, retries, signal, onEvent }: RunExperimentOptions,
  work: (options: RunOptions) => Promise<void>,
): Promise<RunExperimentReport["failed"]> {
  const failed: { run: ExperimentRun; reason: string }[] = [];
  await work({
    keepGoing,
    retries,
    signal,
    onEvent(event) {
      const { job } = event;
      if (event.kind === "started") forgetFailure(job.folder);
      if (event.kind === "failed") {
        const run = runs.find(({ identity }) => identity === job.identity)!;
        failed.push({ run, reason: event.reason });
        noteFailure(job.folder, event.reason);
      }
      onEvent(event);
    },
  });
  return failed;
}

/** A run as an engine gets it. */
export function jobOf(out: string, slug: string, run: ExperimentRun): RunJob {
  const { identity, plan, untilEpoch } = run;
  const folder = runFolder(out, slug, run);
  return { identity, plan, folder, ...(untilEpoch !== undefined && { untilEpoch }) };
}

/** Keeps other commands out of an experiment's folder, which is created if missing. */
async function holdExperiment(out: string, slug: string): Promise<Disposable> {
  const folder = experimentFolder(out, slug);
  return await usingFolder(folder, async () => {
    makeFolder(join(folder, EXPERIMENT_FILES.runs));
    const held = await holdFolder(folder, 0);
    await removeScratch(folder);
    return held;
  });
}

async function writeRecord(
  out: string,
  planned: PlannedExperiment,
  runs: readonly ExperimentRun[],
  search: SearchTrail | undefined,
): Promise<void> {
  const folder = experimentFolder(out, planned.slug);
  const text = formatRecord(experimentRecord(planned, runs, search));
  await usingFolder(folder, () => replaceFile(join(folder, EXPERIMENT_FILES.record), text));
}
