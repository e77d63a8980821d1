/**
 * Whether the files of a run may be copied: their digests must be right, if recorded, and its logs
 * must be readable to the end and agree with `run.json`.
 *
 * @module
 */
import {
  type Column,
  type EpochColumns,
  importanceColumns,
  LAYER_COLUMNS,
  type LogTable,
  parseLog,
  parseSafetensors,
  parseStates,
  predictionColumns,
  recordsOf,
  RUN_FILES,
  type RunResult,
  SAME_EVERYWHERE,
  STEP_COLUMNS,
  taskOf,
} from "@samebit/runlog";
import { faultOfDigest, parseDigests } from "../digests.ts";
import { faultIn, recordIn, type RunFile } from "./copy_run.ts";

/** Why a complete run's files may not be copied; undefined if they may. */
export function faultInCopy(files: readonly RunFile[], identity: string): string | undefined {
  try {
    return faultIn(files, identity) ?? faultOfDigests(files) ?? faultOfContent(files);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

/** Why the files of a complete run do not have their recorded digests. */
function faultOfDigests(files: readonly RunFile[]): string | undefined {
  const recorded = files.find(({ name }) => name === RUN_FILES.digests);
  if (recorded === undefined) return undefined;
  const digests = parseDigests(new TextDecoder().decode(recorded.bytes), recorded.name);
  for (const { name, bytes } of files) {
    if (!SAME_EVERYWHERE.includes(name)) continue;
    const fault = faultOfDigest(digests, name, bytes);
    if (fault !== undefined) return `${name} ${fault}`;
  }
  return undefined;
}

function faultOfContent(files: readonly RunFile[]): string | undefined {
  const find = (wanted: string) => files.find(({ name }) => name === wanted);
  const { result: found, plan } = recordIn(files);
  const result = found!;
  const columns = recordsOf(taskOf(plan)).epochs;
  const steps = readLog(find(RUN_FILES.steps), STEP_COLUMNS)!;
  const epochs = readLog(find(RUN_FILES.epochs), columns)!;
  readLog(find(RUN_FILES.layers), LAYER_COLUMNS);
  const predictions = find(RUN_FILES.predictions);
  readLog(predictions, predictionColumns(plan, countTold(predictions)));
  readLog(find(RUN_FILES.importance), importanceColumns(plan));
  const states = find(RUN_FILES.states);
  if (states !== undefined) parseStates(new TextDecoder().decode(states.bytes), states.name);
  for (const { name, bytes } of files) {
    if (name.endsWith(".safetensors")) parseSafetensors(bytes, name);
  }
  // The step at which a run diverged has a row, but no update.
  const most = Math.max(result.steps, result.divergedAt?.step ?? 0);
  if (steps.rows < result.steps || steps.rows > most) {
    return `${RUN_FILES.steps} has ${steps.rows} rows, ${RUN_FILES.record} says ${result.steps}`;
  }
  return hasRow(epochs, columns, result.final) && hasRow(epochs, columns, result.best)
    ? undefined
    : `${RUN_FILES.epochs} does not hold the results in ${RUN_FILES.record}`;
}

/**
 * How many targets, or probabilities of classes, the first line of `predictions.csv` names; the
 * plan may not say so.
 */
function countTold(file: RunFile | undefined): number {
  const [header = ""] = new TextDecoder().decode(file?.bytes).split("\n", 1);
  const names = header.split(",");
  const targets = names.filter((name) => /^target\d*$/.test(name));
  return targets.length || names.filter((name) => /^probability\d+$/.test(name)).length;
}

function readLog<const Columns extends readonly Column[]>(
  file: RunFile | undefined,
  columns: Columns,
): LogTable<Columns> | undefined {
  if (file === undefined) return undefined;
  const text = new TextDecoder().decode(file.bytes);
  return parseLog(text, columns, file.name, { torn: "reject", extra: "read" });
}

/** Whether a log of evaluations has a row with exactly these numbers. */
function hasRow(
  { values, rows }: LogTable<EpochColumns>,
  columns: EpochColumns,
  row: RunResult["final"],
): boolean {
  return Array.from({ length: rows }, (_, at) => at).some((at) =>
    columns.every(({ name }) => Object.is(values[name][at], row[name]))
  );
}
