/**
 * The runs that a reader can repeat in the browser, and their records as scripts beside the page,
 * which a page opened from a folder can load although it cannot read the logs themselves. It offers
 * complete runs of the chosen candidates, up to a limit, on data that the browser bundle contains.
 */
import { writeIfChanged } from "@samebit/pages";
import {
  type Claim,
  DIGESTED,
  EXPERIMENT_FILES,
  lackOfPage,
  type PlannedRun,
  RUN_FILES,
  TIMING_COLUMNS,
} from "@samebit/runlog";
import {
  FILES,
  type LogSource,
  type RunLogs,
  scriptJson,
  subjectOf,
  type Variant,
} from "@samebit/findings";
import { namesIn, readBytes, readFrom, readText, removeFile, sha256Of } from "@samebit/store";

/** The most runs on offer: their records take as much room as their logs. */
const MOST_RUNS = 60;

/** Below the experiment's folder: the records. */
const FOLDER = "rerun";

const LOGS = [RUN_FILES.record, RUN_FILES.steps, RUN_FILES.epochs] as const;

/** A run that can be repeated on the page. */
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
export async function writeReruns(
  folder: string,
  variants: readonly Variant[],
): Promise<OfferedRun[]> {
  const offered = await offerReruns(folder, variants);
  const names = offered.map(({ name }) => `${name}.js`);
  for (const name of names) {
    const text = (await readRerun(folder, name))!;
    await writeIfChanged(`${folder}/${FOLDER}`, name, text);
  }
  for (const name of await namesIn(`${folder}/${FOLDER}`)) {
    const path = `${folder}/${FOLDER}/${name}`;
    if (!names.includes(name) && isRecordScript(path, name)) removeFile(path);
  }
  return offered;
}

/** How the name of a record's script ends: as that of a run's folder. */
const SCRIPT = /-seed\d+-[0-9a-f]{8}\.js$/;

/** What every such script begins with. */
const BEGINNING = "(globalThis.samebitRecords ??= {})[";

/** Whether a file is a script that was made here, by its name and its beginning. */
function isRecordScript(path: string, name: string): boolean {
  if (!SCRIPT.test(name)) return false;
  const bytes = readFrom(path, 0, BEGINNING.length);
  return new TextDecoder().decode(bytes) === BEGINNING;
}

/**
 * The runs by which a claim can be verified: those of the variant it is about, and those of the one it is
 * compared with.
 */
export type ClaimRuns = readonly (readonly Pick<OfferedRun, "name" | "script" | "seed">[])[];

/** The runs that a claim rests on; nothing if one of them is not offered. */
export function runsOfClaim(
  claim: Claim,
  variants: readonly Variant[],
  reruns: readonly OfferedRun[],
): ClaimRuns | undefined {
  const offered = new Map(reruns.map((run) => [run.name, run]));
  const labels = [subjectOf(claim), ...(typeof claim.than === "string" ? [claim.than] : [])];
  const sides: OfferedRun[][] = [];
  for (const label of labels) {
    const runs = variants.find((each) => each.label === label)?.chosen.runs ?? [];
    const side = runs.flatMap(({ planned }) => offered.get(nameOfRun(planned)) ?? []);
    if (side.length === 0 || side.length < runs.length) return undefined;
    sides.push(side);
  }
  return sides.map((side) => side.map(({ name, script, seed }) => ({ name, script, seed })));
}

function nameOfRun({ folder }: PlannedRun): string {
  return folder.slice(folder.lastIndexOf("/") + 1);
}

/** The runs of the experiment in `folder` that a page may offer; their records are not written. */
export async function offerReruns(
  folder: string,
  variants: readonly Variant[],
  source: LogSource = FILES,
): Promise<OfferedRun[]> {
  const offered: OfferedRun[] = [];
  for (const { planned, record } of offeredRuns(variants)) {
    const name = nameOfRun(planned);
    const seconds = await readSeconds(source, `${folder}/${planned.folder}/${RUN_FILES.timing}`);
    offered.push({
      variant: planned.variant,
      seed: planned.seed,
      steps: record!.result!.steps,
      ...(seconds !== undefined && { seconds }),
      name,
      script: `${FOLDER}/${name}.js`,
    });
  }
  return offered;
}

/**
 * The script that holds the record of the run in `<folder>/runs/<name>`, where `file` is
 * `<name>.js`; nothing if one of its logs is missing.
 */
export async function readRerun(folder: string, file: string): Promise<string | undefined> {
  const name = file.slice(0, -".js".length);
  const record = await readRerunRecord(folder, name);
  return record &&
    `${BEGINNING}${scriptJson(name)}] = ${scriptJson(record)};\n`;
}

/** The record of the run in `<folder>/runs/<name>`; nothing if one of its logs is missing. */
export function readRerunRecord(folder: string, name: string): Promise<object | undefined> {
  return readRecord(`${folder}/${EXPERIMENT_FILES.runs}/${name}`);
}

/** In the order of the experiment; if there are too many, the first seeds of each variant. */
function offeredRuns(variants: readonly Variant[]): RunLogs[] {
  const all = variants.flatMap(({ chosen }) =>
    chosen.runs.filter(isOffered).map((run, at) => ({ run, at }))
  );
  const kept = new Set(all.toSorted((a, b) => a.at - b.at).slice(0, MOST_RUNS));
  return all.filter((each) => kept.has(each)).map(({ run }) => run);
}

function isOffered({ state, record }: RunLogs): boolean {
  return state === "whole" && record !== undefined && lackOfPage(record.plan) === undefined;
}

/** The form of a recorded run for the browser bundle: texts of logs, hashes of other files. */
async function readRecord(folder: string) {
  const files: Record<string, string> = {};
  for (const name of LOGS) {
    const text = await readText(`${folder}/${name}`);
    if (text === undefined) return undefined;
    files[name] = text;
  }
  const digests: Record<string, string> = {};
  for (const name of DIGESTED) {
    const bytes = await readBytes(`${folder}/${name}`);
    if (bytes === undefined) continue;
    digests[name] = sha256Of(bytes);
  }
  return { files, digests };
}

/** The last reading of the clock; none if the log is damaged, since nothing depends on it. */
async function readSeconds(source: LogSource, path: string): Promise<number | undefined> {
  try {
    const log = await source.readLog(path, TIMING_COLUMNS, { torn: "drop", extra: "read" });
    return log?.values.wallSeconds.at(-1);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
