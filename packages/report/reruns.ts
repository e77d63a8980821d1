/**
 * The runs that a reader can make again in the browser, and their records as scripts beside the
 * page, which a page opened from a folder can load where it could not read the logs themselves.
 * Offered are whole runs of the chosen candidates, up to a number, on data that the browser bundle
 * holds.
 */
import { type JsonObject, parseLog, TIMING_COLUMNS } from "@samebit/runlog";
import { scriptJson } from "./page/format.ts";
import {
  listFiles,
  readBytesIfThere,
  readTextIfThere,
  removeFile,
  writeIfChanged,
} from "./files.ts";
import type { ExperimentLogs, RunLogs } from "./read_experiment.ts";
import { gatherVariants } from "./variants.ts";

/** The data set that `assets/rerun_worker.js` holds, by its kind. */
const EMBEDDED = "digits";

/** Runs offered at most: their records take as much room as their logs. */
const MOST_RUNS = 60;

/** Below the experiment's folder. */
const FOLDER = "rerun";

const LOGS = ["run.json", "steps.csv", "epochs.csv"] as const;
const DIGESTED = [
  "layers.csv",
  "predictions.csv",
  "weights-final.safetensors",
  "weights-best.safetensors",
] as const;

/** A run that can be made again on the page. */
export interface OfferedRun {
  /** The label of its variant. */
  readonly variant: string;
  /** Its root seed. */
  readonly seed: number;
  /** Updates to make. */
  readonly steps: number;
  /** How long it took when it was recorded, where its clock is known. */
  readonly seconds?: number;
  /** The name of its record in the browser. */
  readonly name: string;
  /** The way from the page to the script that holds its record. */
  readonly script: string;
}

/** Writes the record of every run that is offered below the experiment's folder. */
export async function writeReruns(folder: string, logs: ExperimentLogs): Promise<OfferedRun[]> {
  const offered: OfferedRun[] = [];
  for (const run of offeredRuns(logs)) {
    const { folder: own, variant, seed } = run.planned;
    const name = own.slice(own.lastIndexOf("/") + 1);
    const record = scriptJson(await readRecord(`${folder}/${own}`));
    const text = `(globalThis.samebitRecords ??= {})[${JSON.stringify(name)}] = ${record};\n`;
    await writeIfChanged(`${folder}/${FOLDER}`, `${name}.js`, text);
    const seconds = secondsOf(await readTextIfThere(`${folder}/${own}/timing.csv`));
    const steps = run.record!.result!.steps;
    const script = `${FOLDER}/${name}.js`;
    offered.push({ variant, seed, steps, ...(seconds !== undefined && { seconds }), name, script });
  }
  const scripts = new Set(offered.map(({ name }) => `${name}.js`));
  for (const name of await listFiles(`${folder}/${FOLDER}`)) {
    if (name.endsWith(".js") && !scripts.has(name)) await removeFile(`${folder}/${FOLDER}/${name}`);
  }
  return offered;
}

/** In the order of the experiment; where there are too many, the first seeds of each variant. */
function offeredRuns(logs: ExperimentLogs): RunLogs[] {
  const all = gatherVariants(logs).flatMap(({ chosen }) =>
    chosen.runs.filter(isOffered).map((run, at) => ({ run, at }))
  );
  const kept = new Set(all.toSorted((a, b) => a.at - b.at).slice(0, MOST_RUNS));
  return all.filter((each) => kept.has(each)).map(({ run }) => run);
}

function isOffered({ state, record }: RunLogs): boolean {
  const dataset = record?.plan["dataset"] as JsonObject | undefined;
  return state === "whole" && dataset?.["kind"] === EMBEDDED;
}

/** What the browser bundle takes as a recorded run: texts of logs, hashes of other files. */
async function readRecord(folder: string) {
  const files: Record<string, string> = {};
  for (const name of LOGS) files[name] = (await readTextIfThere(`${folder}/${name}`))!;
  const digests: Record<string, string> = {};
  for (const name of DIGESTED) {
    const bytes = await readBytesIfThere(`${folder}/${name}`);
    if (bytes === undefined) continue;
    const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
    digests[name] = new Uint8Array(digest).toHex();
  }
  return { files, digests };
}

/** The last reading of the clock; none where the log is damaged, since nothing depends on it. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return parseLog(text, TIMING_COLUMNS, "timing.csv", { torn: "drop", extra: "read" })
      .values.wallSeconds.at(-1);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
