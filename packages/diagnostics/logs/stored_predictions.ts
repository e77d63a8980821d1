/**
 * The two files that hold what a run says about the test split, read and compared with their
 * digests. What they mean depends on the task.
 */
import { bestVariant, type LogSource, type RunLogs, type Variant } from "@samebit/findings";
import {
  type Column,
  type LogTable,
  parseSafetensors,
  RUN_FILES,
  type RunRecord,
  type StoredArrays,
  type TaskName,
  taskOf,
} from "@samebit/runlog";
import { readBytes, requireDigest } from "@samebit/store";

/** The most variants that are read: each of their runs has a row for every test example. */
const MOST_PREDICTED = 24;

/** The runs of one variant that have predictions. */
interface PredictedVariant {
  /** The variant's label. */
  readonly label: string;
  /** The complete runs of its chosen candidate, at least one. */
  readonly runs: readonly RunLogs[];
}

/** The variants whose predictions are read. */
interface PredictedVariants {
  /** In the order of the experiment. */
  readonly variants: readonly PredictedVariant[];
  /** The one that is shown first: the best by validation. */
  readonly first: number;
  /** How many variants have predictions that are not read. */
  readonly left: number;
}

/** The variants whose runs, for this task, have predictions. */
export function predictedVariants(all: readonly Variant[], task: TaskName): PredictedVariants {
  const isPredicted = ({ state, record }: RunLogs) =>
    state === "whole" && taskOf(record!.plan) === task && hasPredictions(record!);
  const groups = all
    .map(({ label, chosen }) => ({ label, runs: chosen.runs.filter(isPredicted) }))
    .filter(({ runs }) => runs.length > 0);
  const variants = groups.slice(0, MOST_PREDICTED);
  const best = bestVariant(all)?.label;
  const first = Math.max(0, variants.findIndex(({ label }) => label === best));
  return { variants, first, left: groups.length - variants.length };
}

/** Whether the plan of a run asks for predictions of the test split. */
export function hasPredictions({ plan }: RunRecord): boolean {
  const { evaluation } = plan as { evaluation?: { test?: unknown; predictions?: unknown } };
  return evaluation?.test === true && evaluation.predictions === true;
}

/** Whether the plan of a run that keeps predictions of classes asks for their probabilities. */
export function hasProbabilities({ plan }: RunRecord): boolean {
  const { evaluation } = plan as { evaluation?: { probabilities?: unknown } };
  return evaluation?.probabilities === true;
}

/**
 * `predictions.csv` of a complete run in the folder `place`.
 *
 * @throws {SyntaxError} naming the file, if it is missing, damaged or not the recorded one.
 */
export async function readPredictionLog<const Columns extends readonly Column[]>(
  source: LogSource,
  place: string,
  columns: Columns,
): Promise<{ readonly log: LogTable<Columns>; readonly path: string }> {
  const path = `${place}/${RUN_FILES.predictions}`;
  const log = await source.readLog(path, columns, { extra: "read" });
  if (log === undefined) {
    throw new SyntaxError(
      `Cannot read ${path}: the run is recorded as complete, but has no such log`,
    );
  }
  await requireDigest(place, RUN_FILES.predictions, (await readBytes(path))!);
  return { log, path };
}

/**
 * `mistakes.safetensors` of a complete run in the folder `place`.
 *
 * @throws {SyntaxError} naming the file, if it is missing, damaged or not the recorded one.
 */
export async function readMistakeArrays(
  place: string,
): Promise<StoredArrays & { readonly path: string }> {
  const path = `${place}/${RUN_FILES.mistakes}`;
  const bytes = await readBytes(path);
  if (bytes === undefined) {
    throw new SyntaxError(
      `Cannot read ${path}: the run is recorded as complete, but has no such file`,
    );
  }
  await requireDigest(place, RUN_FILES.mistakes, bytes);
  return { ...parseSafetensors(bytes, path), path };
}

/**
 * A list of names in the metadata of a file.
 *
 * @throws {SyntaxError} It is not a list of names, or has more than `most`.
 */
export function parseNames(
  text: string | undefined,
  path: string,
  what: string,
  most: number,
): readonly string[] {
  const wrong = new SyntaxError(`Cannot read ${path}: its ${what} are not a list of names`);
  let names: unknown;
  try {
    names = JSON.parse(text ?? "");
  } catch {
    throw wrong;
  }
  const isNames = Array.isArray(names) && names.length > 0 && names.length <= most &&
    names.every((name) => typeof name === "string");
  if (!isNames) throw wrong;
  return names as readonly string[];
}
