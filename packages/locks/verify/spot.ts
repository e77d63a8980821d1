/**
 * Parts of runs, checked without the rest: a run that kept digests of its states, and some of the
 * states themselves, is cut into segments, and a few of them, drawn by the checker, are repeated
 * from the state that they begin with.
 *
 * @module
 */
import { join } from "node:path";
import { createStream, permutation } from "@samebit/random";
import { checkpointFile, parseStates, RUN_FILES, stateFile } from "@samebit/runlog";
import { stateDigest } from "@samebit/solver";
import {
  keptStates,
  makeFolder,
  readBytes,
  readRunRecord,
  readState,
  replaceFile,
  requireText,
  type RunJob,
} from "@samebit/store";
import { type ExperimentRun, jobOf } from "@samebit/sweep";
import { compareFiles, compareRuns } from "./compare_runs.ts";
import { formatDifference } from "./difference.ts";
import { executeRuns, type VerifyOptions } from "./verify_experiment.ts";

/** What lies between two states of a run. */
export interface Segment {
  /** The run. */
  readonly run: ExperimentRun;
  /** The folder of its record. */
  readonly record: string;
  /** The epoch of the state it begins with; absent at the start of the run. */
  readonly from?: number;
  /** The epoch at whose evaluation it ends. */
  readonly to: number;
  /** Whether the run ends there. */
  readonly isLast: boolean;
}

/** A repeated segment. */
export interface CheckedSegment {
  /** Which. */
  readonly segment: Segment;
  /** What differs, a line each; empty if every byte was reproduced. */
  readonly differences: readonly string[];
}

/** The logs that are compared up to the end of a segment. */
const LOGS = [RUN_FILES.steps, RUN_FILES.epochs, RUN_FILES.layers, RUN_FILES.states] as const;

/**
 * The segments of a recorded run, in order; none if it has no digests of its states.
 *
 * @throws {SyntaxError} A file of the record is damaged.
 */
export async function segmentsOf(run: ExperimentRun, record: string): Promise<Segment[]> {
  const epochs = (await readRunRecord(record))?.result?.epochs;
  if (epochs === undefined || await readBytes(join(record, RUN_FILES.states)) === undefined) {
    return [];
  }
  const inside = (await keptStates(record)).filter((epoch) => epoch > 0 && epoch < epochs);
  const ends = [...inside, epochs];
  return ends.map((to, at): Segment => ({
    run,
    record,
    ...(at > 0 && { from: inside[at - 1]! }),
    to,
    isLast: to === epochs,
  }));
}

/**
 * That many of the segments, drawn with the checker's seed: the first places of page 0 of the
 * permutation by the stream `spot`, in the segments' order.
 */
export function drawSegments(
  segments: readonly Segment[],
  count: number,
  seed: number,
): Segment[] {
  const places = permutation(createStream(seed, "spot"), 0, segments.length).slice(0, count);
  return [...places].sort((a, b) => a - b).map((place) => segments[place]!);
}

/**
 * The probability that none of `forged` segments is among `checked` ones drawn from `all`: a product
 * of shares, exact up to rounding.
 */
export function probabilityOfMissing(all: number, checked: number, forged: number): number {
  let probability = 1;
  for (let i = 0; i < checked; i++) probability *= Math.max(0, all - forged - i) / (all - i);
  return probability;
}

/**
 * Repeats a segment, in a folder of its own below `options.out`, and compares. A part of the record
 * that cannot be read is a difference, too.
 */
export async function checkSegment(
  segment: Segment,
  slug: string,
  options: Omit<VerifyOptions, "records">,
): Promise<CheckedSegment> {
  const { run, record, from = 0, to, isLast } = segment;
  const folder = `${run.folder}-${from}-${to}`;
  const job = jobOf(options.out, slug, { ...run, folder, ...(!isLast && { untilEpoch: to }) });
  try {
    await prepare(job, segment);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { segment, differences: [error.message] };
  }
  const failure = (await executeRuns([job], options)).get(run.identity);
  const differences = failure === undefined
    ? await differencesOf(record, job.folder, isLast)
    : [failure];
  return { segment, differences };
}

/**
 * Puts the state that a segment begins with, and the logs up to it, into the folder of its job.
 *
 * @throws {SyntaxError} A file of the record is damaged, or the state is not the recorded one.
 */
async function prepare({ folder }: RunJob, { run, record, from }: Segment): Promise<void> {
  if (from === undefined) return;
  const { checkpoint, bytes } = await readState(record, from, run.identity);
  const path = join(record, RUN_FILES.states);
  const states = parseStates(await requireText(path), path);
  if (stateDigest(states[from - 1] ?? run.identity, checkpoint) !== states[from]) {
    throw new SyntaxError(
      `${stateFile(from)} is not the state of epoch ${from} whose digest is in ${RUN_FILES.states}`,
    );
  }
  makeFolder(folder);
  for (const name of LOGS) {
    const log = await readBytes(join(record, name));
    if (log !== undefined) await replaceFile(join(folder, name), log);
  }
  await replaceFile(join(folder, checkpointFile(checkpoint.progress.step)), bytes);
}

/**
 * What differs between a record and a repeated segment: its logs, and at the end of the run all
 * files.
 */
async function differencesOf(record: string, made: string, isLast: boolean): Promise<string[]> {
  if (isLast) return (await compareRuns(record, made)).differences.map(formatDifference);
  const lines: string[] = [];
  for (const name of LOGS) {
    const got = await readBytes(join(made, name));
    const recorded = await readBytes(join(record, name));
    if (got === undefined && recorded === undefined) continue;
    const found = compareFiles(
      name,
      (recorded ?? new Uint8Array()).subarray(0, got?.length ?? 0),
      got,
    );
    if (found !== undefined) lines.push(formatDifference(found));
  }
  return lines;
}
