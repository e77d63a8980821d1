/**
 * The files that hold what a run says once it is over, about the test split and about its columns, read
 * and compared with their digests. What they mean depends on the task.
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

/** The most variants that are read: each of their runs may have a row for every test example. */
const MOST_READ = 24;

/** The runs of one variant that are read. */
interface ReadVariant {
  /** The variant's label. */
  readonly label: string;
  /** The complete runs of its chosen candidate, at least one. */
  readonly runs: readonly RunLogs[];
}

/** The variants of which something is read. */
interface ReadVariants {
  /** In the order of the experiment. */
  readonly variants: readonly ReadVariant[];
  /** The one that is shown first: the best by validation. */
  readonly first: number;
  /** How many variants have the same that is not read. */
  readonly left: number;
}

/** The variants whose runs, for this task, have predictions. */
export function predictedVariants(all: readonly Variant[], task: TaskName): ReadVariants {
  return variantsWith(all, (record) => taskOf(record.plan) === task && hasPredictions(record));
}

/** The variants with complete runs whose records say that there is something to read. */
export function variantsWith(
  all: readonly Variant[],
  has: (record: RunRecord) => boolean,
): ReadVariants {
  const isRead = ({ state, record }: RunLogs) => state === "whole" && has(record!);
  const groups = all
    .map(({ label, chosen }) => ({ label, runs: chosen.runs.filter(isRead) }))
    .filter(({ runs }) => runs.length > 0);
  const variants = groups.slice(0, MOST_READ);
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

/** Whether the plan of a run asks for the importance of columns. */
export function hasImportance({ plan }: RunRecord): boolean {
  const { evaluation } = plan as { evaluation?: { importance?: { repeats?: unknown } } };
  return Number(evaluation?.importance?.repeats) > 0;
}

/**
 * A log of a complete run in the folder `place` that is written when the run is over.
 *
 * @throws {SyntaxError} naming the file, if it is missing, damaged or not the recorded one.
 */
export async function readLastLog<const Columns extends readonly Column[]>(
  source: LogSource,
  place: string,
  name: string,
  columns: Columns,
): Promise<{ readonly log: LogTable<Columns>; readonly path: string }> {
  const path = `${place}/${name}`;
  const log = await source.readLog(path, columns, { extra: "read" });
  if (log === undefined) {
    throw new SyntaxError(
      `Cannot read ${path}: the run is recorded as complete, but has no such log`,
    );
  }
  await requireDigest(place, name, (await readBytes(path))!);
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
