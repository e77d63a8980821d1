/**
 * Logs in the file layout of MLflow (`mlruns`): a folder for each experiment, containing one for
 * each run, with a file for each parameter, tag and metric.
 *
 * Source: https://github.com/mlflow/mlflow/blob/master/mlflow/store/tracking/file_store.py
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Json } from "@samebit/runlog";
import type { RunSeries } from "./series.ts";

/** The files to write: texts by their paths below the folder. */
export type Files = ReadonlyMap<string, string>;

/** An experiment of MLflow. */
export interface MlflowExperiment {
  /** Its name in MLflow. */
  readonly name: string;
  /** The output folder as a `file:` URL without a trailing slash. */
  readonly place: string;
}

/** The longest value of a parameter. */
const LONGEST = 6000;

/** MLflow's codes for the states of runs. */
const STATUS = { finished: 3, failed: 4, running: 1 } as const;

/** The folder of an experiment: MLflow needs digits, the same ones for the same name. */
export function experimentId(name: string): string {
  const hash = bytesToHex(sha256(utf8ToBytes(name)));
  return String(BigInt(`0x${hash.slice(0, 14)}`)).padStart(18, "1");
}

/** The folder of a run in its experiment's: 32 hexadecimal digits of its identity. */
export function runId({ run }: RunSeries): string {
  return run.record.identity.slice(0, 32);
}

/** The file that describes an experiment. */
export function formatExperiment(
  { name, place }: MlflowExperiment,
  runs: readonly RunSeries[],
): Files {
  const id = experimentId(name);
  return new Map([[
    `${id}/meta.yaml`,
    yaml({
      artifact_location: `${place}/${id}`,
      creation_time: Math.min(...runs.map(({ startMs }) => startMs)),
      experiment_id: id,
      last_update_time: Math.max(...runs.map(({ endMs }) => endMs)),
      lifecycle_stage: "active",
      name,
    }),
  ]]);
}

/** The files of a run. */
export function formatMlflowRun({ name, place }: MlflowExperiment, series: RunSeries): Files {
  const experiment = experimentId(name);
  const id = runId(series);
  const { record } = series.run;
  const status = record.ended === undefined
    ? STATUS.running
    : record.ended === "diverged"
    ? STATUS.failed
    : STATUS.finished;
  const meta = yaml({
    artifact_uri: `${place}/${experiment}/${id}/artifacts`,
    end_time: record.ended === undefined ? null : series.endMs,
    entry_point_name: "",
    experiment_id: experiment,
    lifecycle_stage: "active",
    run_id: id,
    run_name: series.name,
    run_uuid: id,
    source_name: "",
    source_type: 4,
    source_version: "",
    start_time: series.startMs,
    status,
    tags: [],
    user_id: "",
  });
  const tags = { "mlflow.runName": series.name, "samebit.identity": record.identity };
  const files = [
    ["meta.yaml", meta],
    ...Object.entries(tags).map(([tag, text]) => [`tags/${tag}`, text]),
    ...parametersOf(record.plan).map(([path, text]) => [`params/${path}`, text]),
    ...metricsOf(series).map(([path, text]) => [`metrics/${path}`, text]),
  ];
  return new Map(files.map(([path, text]) => [`${experiment}/${id}/${path}`, text!]));
}

/** The plan field by field, `optimizer.learningRate`; lists as JSON. */
function parametersOf(plan: Json, path = ""): [path: string, text: string][] {
  if (typeof plan === "object" && plan !== null && !Array.isArray(plan)) {
    return Object.entries(plan).flatMap(([name, value]) =>
      parametersOf(value, path === "" ? name : `${path}.${name}`)
    );
  }
  const text = typeof plan === "string" ? plan : JSON.stringify(plan);
  return [[path, text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text]];
}

/** One line for each number: milliseconds since 1970, the number, the step. */
function metricsOf({ points }: RunSeries): [path: string, text: string][] {
  const lines = new Map<string, string[]>();
  for (const { name, step, timeMs, value } of points) {
    if (!lines.has(name)) lines.set(name, []);
    lines.get(name)!.push(`${Math.round(timeMs)} ${numberOf(value)} ${step}\n`);
  }
  return [...lines].map(([name, each]) => [name, each.join("")]);
}

/** A number as Python spells it. */
function numberOf(value: number): string {
  return Number.isFinite(value) ? String(value) : String(value).replace("Infinity", "inf");
}

/** Fields as YAML, which includes the strings and numbers of JSON. */
function yaml(fields: Readonly<Record<string, Json>>): string {
  return Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`).join(
    "",
  );
}
