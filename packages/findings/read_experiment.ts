/**
 * An experiment's logs, read into memory: what was planned, and how much of it exists. Missing and
 * half-finished runs are states, not errors; files that contradict each other are errors.
 */
import {
  type Column,
  type EpochColumns,
  EXPERIMENT_FILES,
  type ExperimentRecord,
  FAILURE_FILE,
  isStepsTo,
  type Json,
  type JsonObject,
  LAYER_COLUMNS,
  LAYER_METRICS,
  type LogTable,
  metricsInProse,
  parseExperimentRecord,
  parseLog,
  parseRunRecord,
  type PlannedRun,
  recordsOf,
  RUN_FILES,
  type RunRecord,
  STEP_COLUMNS,
  taskOf,
  TIMING_COLUMNS,
} from "@samebit/runlog";
import { foldersIn } from "@samebit/store";
import { FILES, type LogSource } from "./log_source.ts";
import type { LayerLog } from "./metrics.ts";

/** A log in memory: the declared columns, and whatever the run's plan switched on beside them. */
export type StepLog = LogTable<typeof STEP_COLUMNS>;

/** The evaluations of a run in memory. */
export type EpochLog = LogTable<EpochColumns>;

/** Whether a planned run has not begun, has begun, was stopped by a search, or has ended. */
export type RunState = "missing" | "running" | "stopped" | "whole";

/** One planned run and as much of it as exists. */
export interface RunLogs {
  /** What was asked. */
  readonly planned: PlannedRun;
  /** How much of it exists. */
  readonly state: RunState;
  /** `failed.txt` of an incomplete run: what went wrong when it was last tried. */
  readonly failure?: string;
  /** `run.json`; absent for a missing run. */
  readonly record?: RunRecord;
  /** `steps.csv`; absent for a missing run, or if only the records were read. */
  readonly steps?: StepLog;
  /**
   * `epochs.csv`; absent for a missing run, or if only the records were read and no claim needs it.
   */
  readonly epochs?: EpochLog;
  /** `layers.csv`, if the plan asks for it; read with everything, or if a claim needs it. */
  readonly layers?: LayerLog;
  /** `timing.csv`, if it exists and all logs were read: how long it took where the run was done. */
  readonly timing?: LogTable<typeof TIMING_COLUMNS>;
  /** `environment.json`, if it exists and all logs were read: where the run was done. */
  readonly environment?: JsonObject;
}

/** How much of the logs is read: records alone, with the evaluations, or everything. */
export type LogDepth = "records" | "epochs" | "all";

/** How an experiment is read. */
export interface ReadOptions {
  /** How much of the logs; everything if left out. */
  readonly logs?: LogDepth;
  /** Where the files' content comes from; the files themselves, read completely, if left out. */
  readonly source?: LogSource;
}

/** Everything that is known about an experiment. */
export interface ExperimentLogs {
  /** `experiment.json`. */
  readonly record: ExperimentRecord;
  /** Every planned run, in the order of the record. */
  readonly runs: readonly RunLogs[];
  /** Folders, such as `runs/adam-seed1-0a1b2c3d`, that no planned run names: listed, never drawn. */
  readonly stale: readonly string[];
}

/**
 * Reads the experiment in `folder`, such as `reports/update-rules`. With `logs: "records"` the CSV
 * files are not read, except `layers.csv` or `epochs.csv` if a claim needs it: enough for tables
 * and claims, and fast for many experiments. With `logs: "epochs"` only the evaluations are read
 * besides them.
 *
 * @throws {SyntaxError} naming the file and the place in it, if a file cannot be read or a run's
 * record belongs to another run.
 * @throws {Deno.errors.NotFound} if the folder has no `experiment.json`.
 */
export async function readExperiment(
  folder: string,
  { logs = "all", source = FILES }: ReadOptions = {},
): Promise<ExperimentLogs> {
  const planned = await readPlannedRuns(folder, { logs, source });
  if (planned === undefined) {
    const path = `${folder}/${EXPERIMENT_FILES.record}`;
    throw new Deno.errors.NotFound(
      `Cannot read ${path}: there is no such file; run the experiment first`,
    );
  }
  const named = new Set(planned.record.runs.map((run) => run.folder));
  const there = await foldersIn(`${folder}/runs`);
  const stale = there.map((name) => `runs/${name}`).filter((name) => !named.has(name));
  return { ...planned, stale };
}

/**
 * The runs that an experiment's record names, from wherever the source has them; undefined if there
 * is no record. It knows no folders, and so does not see what is not planned.
 *
 * @throws {SyntaxError} As {@link readExperiment}.
 */
export async function readPlannedRuns(
  folder: string,
  { logs, source }: Required<ReadOptions>,
): Promise<ExperimentLogs | undefined> {
  const path = `${folder}/${EXPERIMENT_FILES.record}`;
  const text = await source.readText(path);
  if (text === undefined) return undefined;
  const record = parseExperimentRecord(text, path);
  const runs: RunLogs[] = [];
  const named = [...record.claims.map(({ metric }) => metric), ...metricsInProse(record)];
  const claimed = named.some((metric) => LAYER_METRICS.some((name) => name === metric));
  const evaluated = logs === "records" && named.some(isStepsTo);
  const reading = {
    logs: evaluated ? "epochs" as const : logs,
    source,
    known: new Map<string, Json>(),
    layers: claimed || logs === "all",
  };
  for (const planned of record.runs) runs.push(await readRun(folder, planned, reading));
  return { record, runs, stale: [] };
}

async function readRun(
  folder: string,
  planned: PlannedRun,
  { logs, source, ...wanted }: Required<ReadOptions> & {
    readonly layers: boolean;
    readonly known: Map<string, Json>;
  },
): Promise<RunLogs> {
  const place = `${folder}/${planned.folder}`;
  const text = await source.readText(`${place}/${RUN_FILES.record}`);
  const failure = (await source.readText(`${place}/${FAILURE_FILE}`))?.trimEnd();
  if (text === undefined) return { planned, state: "missing", ...(failure && { failure }) };
  const parsed = parseRunRecord(text, `${place}/${RUN_FILES.record}`);
  const record = { ...parsed, plan: shareFields(parsed.plan, wanted.known) };
  if (record.identity !== planned.identity) {
    throw new SyntaxError(
      `Cannot read ${place}/${RUN_FILES.record}: it records run ${record.identity}, ` +
        `the experiment planned ${planned.identity}; move the folder away and run again`,
    );
  }
  const state = stateOf(planned, record);
  const layers = wanted.layers && measuresLayers(record)
    ? await readLog(source, `${place}/${RUN_FILES.layers}`, LAYER_COLUMNS, state)
    : undefined;
  const begun = {
    planned,
    state,
    record,
    ...(state === "running" && failure && { failure }),
    ...(layers && { layers }),
  } as const;
  if (logs === "records") return begun;
  const { epochs: columns } = recordsOf(taskOf(record.plan));
  const epochs = await readLog(source, `${place}/${RUN_FILES.epochs}`, columns, state);
  if (logs === "epochs") return { ...begun, epochs };
  const steps = await readLog(source, `${place}/${RUN_FILES.steps}`, STEP_COLUMNS, state);
  const torn = state === "whole" ? "reject" : "drop";
  const timing = await source.readLog(`${place}/${RUN_FILES.timing}`, TIMING_COLUMNS, { torn });
  const environment = await readEnvironment(source, `${place}/${RUN_FILES.environment}`);
  return {
    ...begun,
    steps,
    epochs,
    ...(timing && { timing }),
    ...(environment && { environment: shareFields(environment, wanted.known) }),
  };
}

/** The same object, with the values of its fields shared with other runs that have the same. */
function shareFields(object: JsonObject, known: Map<string, Json>): JsonObject {
  const share = (value: Json) => {
    const text = JSON.stringify(value);
    const same = known.get(text);
    if (same === undefined) known.set(text, value);
    return same ?? value;
  };
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, share(value)]));
}

/** Whether the plan of a run has layers measured. */
function measuresLayers({ plan }: RunRecord): boolean {
  const { evaluation } = plan as { evaluation?: { layers?: { every?: unknown } } };
  return Number(evaluation?.layers?.every ?? 0) > 0;
}

function stateOf({ untilEpoch }: PlannedRun, { ended }: RunRecord): RunState {
  if (untilEpoch !== undefined) return "stopped";
  return ended === undefined ? "running" : "whole";
}

async function readEnvironment(
  source: LogSource,
  path: string,
): Promise<JsonObject | undefined> {
  const text = await source.readText(path);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read ${path}: it is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(`Cannot read ${path}: it is not an object`);
  }
  return value as JsonObject;
}

async function readLog<const Columns extends readonly Column[]>(
  source: LogSource,
  path: string,
  columns: Columns,
  state: RunState,
): Promise<LogTable<Columns>> {
  const torn = state === "whole" ? "reject" : "drop";
  const log = await source.readLog(path, columns, { torn, extra: "read" });
  if (log !== undefined) return log;
  if (state !== "whole") return parseLog("", columns, path, { torn });
  throw new SyntaxError(
    `Cannot read ${path}: the run is recorded as complete, but has no such log`,
  );
}
