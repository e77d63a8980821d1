/**
 * How good a run of the store is for a search: complete runs by their record, runs that a search
 * stopped by their evaluations up to there.
 *
 * @module
 */
import { join } from "node:path";
import {
  type EpochColumns,
  type EpochRow,
  type LogTable,
  parseLog,
  recordsOf,
  RUN_FILES,
  type RunRecord,
  type TaskName,
} from "@samebit/runlog";
import { isBest } from "@samebit/solver";
import type { ExperimentRun, PlannedExperiment } from "./plan_experiment.ts";
import {
  newestCheckpointStep,
  readOwnRecord,
  requireText,
  runFolder,
  usingFolder,
} from "@samebit/store";
import { FollowedSearch } from "./follow_search.ts";
import { BadInput } from "@samebit/input";

/** A search, as far as the runs of the store allow. */
export interface StoredSearch {
  /** The search, followed. */
  readonly search: FollowedSearch;
  /** The runs it waits for; none once it has ended. */
  readonly waiting: readonly ExperimentRun[];
}

/**
 * Follows the search of an experiment through the runs that exist.
 *
 * @param out The output folder.
 * @param planned The experiment.
 * @throws {BadInput} A folder holds another run than its name says, or its files are damaged.
 */
export async function followStored(
  out: string,
  planned: PlannedExperiment,
): Promise<StoredSearch> {
  const search = new FollowedSearch(planned);
  const waiting = await search.advance((run) => scoreOf(out, planned.slug, run));
  return { search, waiting };
}

type EpochLog = LogTable<EpochColumns>;

/**
 * The best value of the metric by which the run's task chooses, up to `untilEpoch` if it has one;
 * NaN if it diverged by then; undefined while the run does not exist.
 *
 * @throws {BadInput} The folder holds another run, or its files are damaged.
 */
export async function scoreOf(
  out: string,
  slug: string,
  run: ExperimentRun,
): Promise<number | undefined> {
  const folder = runFolder(out, slug, run);
  const record = await readOwnRecord(folder, run.identity);
  if (record === undefined) return undefined;
  const { untilEpoch, plan: { task } } = run;
  if (untilEpoch === undefined) return record.result && scoreOfWhole(record.result, task);
  const lastStep = untilEpoch * run.totalSteps / run.plan.epochs;
  const { result } = record;
  if (result?.divergedAt !== undefined && result.divergedAt.step <= lastStep) return NaN;
  if (result === undefined && !await hasCheckpoint(folder, lastStep)) return undefined;
  return await bestUntil(folder, task, untilEpoch, result !== undefined);
}

function scoreOfWhole(
  { best, divergedAt }: NonNullable<RunRecord["result"]>,
  task: TaskName,
): number {
  return divergedAt === undefined ? best[recordsOf(task).choice.name]! : NaN;
}

/** Whether the logs have been synced up to a step, which happens before a checkpoint is written. */
async function hasCheckpoint(folder: string, step: number): Promise<boolean> {
  return (await newestCheckpointStep(folder) ?? -1) >= step;
}

/**
 * The best value, up to an epoch, of the metric that decides, found as the run itself finds it: the
 * first, or a better one with finite losses. Undefined if the run has not reached that epoch.
 *
 * @param folder The run's folder.
 * @param task Its task.
 * @param epoch The epoch.
 * @param isWhole Whether the run has ended, perhaps before that epoch.
 */
export async function bestUntil(
  folder: string,
  task: TaskName,
  epoch: number,
  isWhole: boolean,
): Promise<number | undefined> {
  const path = join(folder, RUN_FILES.epochs);
  const text = await usingFolder(path, () => requireText(path));
  const { epochs: columns, choice } = recordsOf(task);
  const log = readEpochs(text, columns, path, isWhole);
  if (log === undefined) return undefined;
  const { values, rows } = log;
  let best: EpochRow | undefined;
  for (let i = 0; i < rows && values.epoch[i]! <= epoch; i++) {
    const row = rowAt(values, columns, i);
    if (isBest(task, best, row)) best = row;
  }
  const reached = rows > 0 && values.epoch[rows - 1]! >= epoch;
  return reached || isWhole ? best?.[choice.name] : undefined;
}

function rowAt(values: EpochLog["values"], columns: EpochColumns, at: number): EpochRow {
  return Object.fromEntries(columns.map(({ name }) => [name, values[name][at]])) as EpochRow;
}

/** The evaluations; undefined if those of an incomplete run are damaged: it starts over. */
function readEpochs(
  text: string,
  columns: EpochColumns,
  path: string,
  isWhole: boolean,
): EpochLog | undefined {
  try {
    return parseLog(text, columns, path, {
      torn: isWhole ? "reject" : "drop",
      extra: "read",
    });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    if (!isWhole) return undefined;
    throw new BadInput(path, `is damaged: ${cause.message}`, { cause });
  }
}
