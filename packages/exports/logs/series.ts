/**
 * The logs of a run for other programs: numbers by name, step and time. A name begins with the log
 * that the number is from: `steps/trainLoss` is about a minibatch, `epochs/trainLoss` about an
 * evaluation.
 *
 * @module
 */
import { basename, join } from "node:path";
import { BadInput } from "@samebit/input";
import {
  type Column,
  LAYER_COLUMNS,
  type LogTable,
  parseLog,
  recordsOf,
  RUN_FILES,
  STEP_COLUMNS,
  TIMING_COLUMNS,
} from "@samebit/runlog";
import { readText, type SavedRun } from "@samebit/store";

/** One number. */
export interface SeriesPoint {
  /** What it measures, such as `epochs/validationAccuracy`. */
  readonly name: string;
  /** How many updates came before. */
  readonly step: number;
  /** The time in milliseconds since 1970; counted from the run's start if the start is unknown. */
  readonly timeMs: number;
  /** The number. */
  readonly value: number;
}

/** The logs of a run. */
export interface RunSeries {
  /** The run. */
  readonly run: SavedRun;
  /** The name of its folder. */
  readonly name: string;
  /** When it began, in milliseconds since 1970; 0 if unknown. */
  readonly startMs: number;
  /** When it ended. */
  readonly endMs: number;
  /** All numbers; those of a name are ordered by step. */
  readonly points: readonly SeriesPoint[];
}

/**
 * Reads the logs of a run, complete or not.
 *
 * @throws {BadInput} A log is damaged.
 */
export async function readSeries(run: SavedRun): Promise<RunSeries> {
  const { folder, plan } = run;
  const read = async (file: string, columns: readonly Column[]) =>
    await readLog(join(folder, file), columns);
  const steps = await read(RUN_FILES.steps, STEP_COLUMNS);
  const epochs = await read(RUN_FILES.epochs, recordsOf(plan.task).epochs);
  const layers = await read(RUN_FILES.layers, LAYER_COLUMNS);
  const timing = await read(RUN_FILES.timing, TIMING_COLUMNS);
  const startMs = await startOf(folder);
  const clock = clockOf(startMs, timing, steps);
  const lastStep = steps?.values["step"]?.at(-1) ?? 0;
  return {
    run,
    name: basename(folder),
    startMs,
    endMs: Math.round(clock(lastStep)),
    points: [
      ...pointsOf("steps", steps, ["step", "epoch"], ({ step }) => step!, clock),
      ...pointsOf("epochs", epochs, ["epoch"], ({ epoch }) => stepAt(epoch!, steps), clock),
      ...pointsOf("layers", layers, ["step", "epoch", "layer"], ({ step }) => step!, clock),
    ],
  };
}

async function readLog(path: string, columns: readonly Column[]): Promise<LogTable | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    return parseLog(text, columns, path, { torn: "drop", extra: "read" });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(path, `is damaged: ${cause.message}`, { cause });
  }
}

type Row = Readonly<Record<string, number>>;

function* pointsOf(
  log: string,
  table: LogTable | undefined,
  keys: readonly string[],
  stepOf: (row: Row) => number,
  clock: (step: number) => number,
): Generator<SeriesPoint> {
  if (table === undefined) return;
  const measured = table.names.filter((name) => !keys.includes(name));
  for (let at = 0; at < table.rows; at++) {
    const row = Object.fromEntries(keys.map((key) => [key, table.values[key]![at]!]));
    const step = stepOf(row);
    const timeMs = clock(step);
    const place = row["layer"] === undefined ? log : `${log}/${row["layer"]}`;
    for (const name of measured) {
      yield { name: `${place}/${name}`, step, timeMs, value: table.values[name]![at]! };
    }
  }
}

/** The last step of an epoch. */
function stepAt(epoch: number, steps: LogTable | undefined): number {
  const epochs = steps?.values["epoch"] ?? new Float64Array();
  const after = epochs.findIndex((each) => each > epoch);
  return after === -1 ? epochs.length : after;
}

/** The time of a step, interpolated between the ends of two epochs. */
function clockOf(
  startMs: number,
  timing: LogTable | undefined,
  steps: LogTable | undefined,
): (step: number) => number {
  const seconds = timing?.values["wallSeconds"] ?? new Float64Array();
  const ends = Array.from(seconds, (_, epoch) => stepAt(epoch, steps));
  let epoch = 0;
  return (step) => {
    // Steps are requested in order, log by log.
    if (step <= (ends[epoch - 1] ?? 0)) epoch = 0;
    while (epoch < ends.length - 1 && ends[epoch]! < step) epoch++;
    const [from, to] = [ends[epoch - 1] ?? 0, ends[epoch] ?? 0];
    const [began, ended] = [seconds[epoch - 1] ?? 0, seconds[epoch] ?? 0];
    const share = to > from ? Math.min(1, (step - from) / (to - from)) : 1;
    return startMs + 1000 * (began + share * (ended - began));
  };
}

async function startOf(folder: string): Promise<number> {
  const text = await readText(join(folder, RUN_FILES.environment));
  try {
    const started = Date.parse(String(Object(JSON.parse(text ?? "{}")).started));
    return Number.isFinite(started) ? started : 0;
  } catch (error) {
    if (error instanceof SyntaxError) return 0;
    throw error;
  }
}
