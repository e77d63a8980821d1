/**
 * Submitted experiments: folders with experiment files and their results, compared with the results
 * that the files give here. The files are not trusted: they are evaluated in the sandbox and read
 * through the store like any other.
 *
 * @module
 */
import { basename, join } from "node:path";
import { isSlug } from "@samebit/experiment";
import { type ExperimentLogs, readExperiment, showCount } from "@samebit/findings";
import { BadInput } from "@samebit/input";
import {
  findRecord,
  lockExperiment,
  matchLock,
  SAME,
  type VerifiedRun,
  verifyExperiment,
  type VerifyOptions,
} from "@samebit/locks";
import { expectationDigest } from "@samebit/options";
import { EXPERIMENT_FILES } from "@samebit/runlog";
import { exists, readText, rootOf } from "@samebit/store";
import { type KnownData, planExperiment, type PlannedExperiment } from "@samebit/sweep";

/** The result of checking one submitted experiment. */
export interface CheckedExperiment {
  /** The path of its file. */
  readonly file: string;
  /** `same`, or what is wrong, in a few words. */
  readonly result: string;
  /** How many runs were repeated. */
  readonly runs: number;
  /** The first place where a value differs; empty if there is none. */
  readonly place: string;
  /** When the expectation was written, as far as the results show. */
  readonly expectation: string;
}

/** The options of checking. */
export interface CheckOptions extends Omit<VerifyOptions, "records"> {
  /** The folder of data files. */
  readonly dataDir: string;
  /** How many runs of each experiment to repeat; Infinity for all. */
  readonly sample: number;
  /** What is already known about data sets. */
  readonly known: KnownData;
}

/** The result of an experiment whose every value was reproduced. */
export const ALL_SAME: typeof SAME = SAME;

/** The folders of a submission in which experiment files are looked for. */
const PLACES = [".", "experiments"];

/**
 * The experiment files of a submission: those in the folder itself and in its `experiments`.
 *
 * @throws {BadInput} There is no such folder.
 */
export async function submittedFiles(folder: string): Promise<string[]> {
  if (!await exists(folder)) throw new BadInput(folder, "there is no such folder");
  const files: string[] = [];
  for (const place of PLACES) {
    const path = join(folder, place);
    if (!await exists(path)) continue;
    const entries = await Array.fromAsync(Deno.readDir(path));
    const names = entries.filter(({ isFile, name }) => isFile && /\.ts$/.test(name))
      .map(({ name }) => name).filter((name) => isSlug(basename(name, ".ts")));
    files.push(...names.sort().map((name) => join(path, name)));
  }
  return files;
}

/**
 * Checks one experiment of a submission: whether its results exist, and whether they can be
 * reproduced.
 *
 * @param folder The submission.
 * @param file The experiment file in it.
 */
export async function checkSubmission(
  folder: string,
  file: string,
  options: CheckOptions,
): Promise<CheckedExperiment> {
  const about = { file, runs: 0, place: "", expectation: "" };
  try {
    const planned = await planExperiment(file, options);
    const out = rootOf(join(folder, "reports"));
    if (await readText(join(out, planned.slug, EXPERIMENT_FILES.record)) === undefined) {
      return { ...about, result: "not run" };
    }
    const logs = await readExperiment(join(out, planned.slug));
    const expectation = expectationOf(planned, logs);
    const missing = logs.runs.filter(({ state }) => state !== "whole" && state !== "stopped");
    if (missing.length > 0) {
      const result = `${missing.length} of ${showCount(logs.runs.length, "run")} missing`;
      return { ...about, expectation, result };
    }
    const verified = await makeAgain(planned, out, options);
    const different = verified.filter(({ verdict }) => verdict !== SAME);
    return {
      ...about,
      runs: verified.length,
      expectation,
      result: different.length === 0
        ? ALL_SAME
        : `${different.length} of ${showCount(verified.length, "run")} not the same`,
      place: placeOf(different[0]),
    };
  } catch (error) {
    if (options.signal.aborted) throw error;
    return { ...about, result: "cannot be checked", place: textOf(error) };
  }
}

/** Repeats runs and compares them with the submission, which serves as the lock. */
async function makeAgain(
  planned: PlannedExperiment,
  out: string,
  options: CheckOptions,
): Promise<VerifiedRun[]> {
  const lock = await lockExperiment(out, planned);
  const matches = matchLock(lock, planned).slice(0, options.sample);
  const records = new Map<string, string>();
  for (const match of matches) {
    if (match.kind !== "comparable") continue;
    const record = await findRecord(out, planned.slug, match.run);
    if (record !== undefined) records.set(match.run.identity, record);
  }
  return await verifyExperiment(planned, lock, matches, { ...options, records });
}

/** Whether the expectation in the file is the one that was there at the time of each run. */
function expectationOf({ experiment }: PlannedExperiment, { runs }: ExperimentLogs): string {
  const now = expectationDigest(experiment.expectation);
  const then = runs.map(({ environment }) => environment?.["expectation"]);
  if (then.some((digest) => typeof digest !== "string")) return "not recorded";
  const changed = then.filter((digest) => digest !== now).length;
  return changed === 0
    ? "before the results"
    : `changed after ${changed} of ${showCount(runs.length, "run")}`;
}

function placeOf(run: VerifiedRun | undefined): string {
  if (run === undefined) return "";
  return run.details.find((line) => line.includes(": recorded ")) ?? run.details[0] ??
    run.verdict;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
