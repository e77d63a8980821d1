/**
 * Repeats a recorded run through `execute`, the only code that trains, and compares what is the
 * same everywhere: updates and evaluations row by row as they come, then `run.json`, then other
 * logs and the weights by their hashes.
 */
import {
  DIGESTED,
  type DigestedFile,
  type EpochRow,
  formatLog,
  formatRecord,
  formatSafetensors,
  importanceColumns,
  type Json,
  LAYER_COLUMNS,
  type LayerRow,
  RUN_FILES,
  type RunRecord,
} from "@samebit/runlog";
import {
  CONTRACT,
  execute,
  identityOf,
  type Plan,
  readPlan,
  recordData,
  type RunOutcome,
  type TrainingData,
  type WeightTensor,
} from "@samebit/solver";
import { type Dataset, portableSha256 } from "@samebit/splits";
import { formatPredictions } from "@samebit/store";
import type { Kernels } from "@samebit/tensors";
import { compareJson, compareLog, type RerunDifference } from "./compare.ts";
import type { Look, Snapshot } from "./look.ts";

/** The texts of a run's records, by the names of their files. */
export interface RecordedFiles {
  /** The record. */
  readonly [RUN_FILES.record]: string;
  /** The updates. */
  readonly [RUN_FILES.steps]: string;
  /** The evaluations. */
  readonly [RUN_FILES.epochs]: string;
}

/** A complete run as it was recorded. */
export interface RecordedRun {
  /** What is compared down to the number. */
  readonly files: RecordedFiles;
  /** SHA-256, hexadecimal, of the files in {@link DIGESTED} that are there. */
  readonly digests: Readonly<Partial<Record<DigestedFile, string>>>;
  /** The epoch after which a search stopped it: only the rows up to there are compared. */
  readonly untilEpoch?: number;
}

/** A point of the curve: the step and its loss. */
export type LossPoint = readonly [step: number, trainLoss: number];

/** The events of a run that is being repeated. */
export type RerunEvent =
  | { readonly kind: "step"; readonly point: LossPoint }
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | { readonly kind: "parted"; readonly difference: RerunDifference };

/** What became of it. */
export interface RerunVerdict {
  /** The files that were compared. */
  readonly files: readonly string[];
  /** Numbers that are the same to the last bit: all of them, if nothing differs. */
  readonly equal: number;
  /** Where the run first parted from its record, if it did. */
  readonly difference?: RerunDifference;
  /** The run as it was made here; absent if a search had stopped it. */
  readonly made?: MadeRun;
}

/** What a repeated run left, from which its metrics are found. */
export interface MadeRun {
  /** Its record. */
  readonly record: RunRecord;
  /** Its rows of `layers.csv`; none if its plan asks for none. */
  readonly layers: readonly LayerRow[];
  /** Its rows of `epochs.csv`. */
  readonly epochs: readonly EpochRow[];
}

/**
 * Repeats a run; after the first difference, which is reported at once, it continues to its end.
 *
 * @param recorded The record; it is complete, or a search stopped it.
 * @param dataset The data its plan names, loaded.
 * @param kernels The arithmetic; every implementation gives the same bits.
 * @param look Called at some of its steps; it does not affect what is trained and compared.
 * @throws {RangeError} The contract, the plan or the data are not those of the record.
 */
export function* rerun(
  recorded: RecordedRun,
  dataset: TrainingData,
  kernels: Kernels,
  look?: Look,
): Generator<RerunEvent, RerunVerdict, undefined> {
  const record = JSON.parse(recorded.files[RUN_FILES.record]) as RunRecord;
  const plan = readPlan(record.plan);
  checkIdentity(record, plan, dataset);
  const steps = compareLog(RUN_FILES.steps, recorded.files[RUN_FILES.steps]);
  const epochs = compareLog(RUN_FILES.epochs, recorded.files[RUN_FILES.epochs]);
  let difference: RerunDifference | undefined;
  function* part(found: RerunDifference | undefined): Generator<RerunEvent> {
    if (found === undefined || difference !== undefined) return;
    difference = found;
    yield { kind: "parted", difference };
  }
  const verdictOf = (files: readonly string[], equal: number): RerunVerdict => ({
    files,
    equal,
    ...(difference !== undefined && { difference }),
  });

  const layers: LayerRow[] = [];
  const rows: EpochRow[] = [];
  const measures = plan.evaluation.layers.every > 0;
  const run = execute(look && !measures ? measuring(plan, look.every) : plan, dataset, kernels);
  let seen: Parameters<Look["take"]>[1] = { epoch: 0, rows: [] };
  let next = run.next();
  while (!next.done) {
    const event = next.value;
    let looks = false;
    if (event.kind === "step") {
      const { step, epoch, trainLoss } = event.row;
      yield* part(steps.compare({ ...event.row }));
      if (measures) layers.push(...event.layers ?? []);
      yield { kind: "step", point: [step, trainLoss] };
      seen = { epoch, trainLoss, rows: event.layers ?? [] };
      looks = look?.wants(step) === true;
    } else if (event.kind === "epoch") {
      yield* part(epochs.compare({ ...event.row }));
      rows.push(event.row);
      if (event.row.epoch === recorded.untilEpoch) break;
      looks = look !== undefined && event.row.epoch === 0;
    } else {
      yield { kind: "snapshot", snapshot: look!.take(event.checkpoint, seen) };
    }
    next = run.next(looks ? "checkpoint" : undefined);
  }
  if (!next.done) return verdictOf([RUN_FILES.steps, RUN_FILES.epochs], steps.equal + epochs.equal);
  yield* part(steps.end());
  yield* part(epochs.end());
  const again = recordOf(record, dataset, next.value);
  yield* part(compareRecords(recorded.files[RUN_FILES.record], again));
  const rest = compareDigests(recorded.digests, filesOf(plan, next.value, layers));
  yield* part(rest.difference);
  const files = [...Object.keys(recorded.files), ...Object.keys(recorded.digests)];
  return {
    ...verdictOf(files, steps.equal + epochs.equal + rest.equal),
    made: { record: again, layers, epochs: rows },
  };
}

/** The plan with its layers measured, which changes no bit of what is trained. */
function measuring(plan: Plan, every: number): Plan {
  return { ...plan, evaluation: { ...plan.evaluation, layers: { every } } };
}

function checkIdentity(record: RunRecord, plan: Plan, dataset: Dataset): void {
  if (record.contract !== CONTRACT) {
    throw new RangeError(
      `Cannot re-run it: it was recorded under contract ${record.contract}, ` +
        `this program trains under contract ${CONTRACT}`,
    );
  }
  const identity = identityOf(plan, dataset.hash);
  if (identity === record.identity) return;
  throw new RangeError(
    `Cannot re-run it: its plan and data give the identity ${identity.slice(0, 8)}, ` +
      `it was recorded as ${record.identity.slice(0, 8)}; one of them was changed`,
  );
}

/** The record that the run would leave on disk. */
function recordOf(
  { identity, plan }: RunRecord,
  dataset: Dataset,
  { ended, result }: RunOutcome,
): RunRecord {
  const { hash: dataHash, warnings } = dataset;
  const ofData = recordData(readPlan(plan), dataset);
  return { identity, contract: CONTRACT, dataHash, plan, warnings, ...ofData, ended, result };
}

function compareRecords(recorded: string, record: RunRecord): RerunDifference | undefined {
  const file = RUN_FILES.record;
  const again = formatRecord(record);
  if (again === recorded) return undefined;
  const [a, b] = [recorded, again].map((text) => JSON.parse(text) as Json);
  return compareJson(file, a, b) ?? { file };
}

/** A file as the run would leave it, and how many numbers it holds. */
interface MadeFile {
  readonly bytes: Uint8Array;
  readonly numbers: number;
}

function filesOf(
  plan: Plan,
  { finalWeights, bestWeights, predictions, importance }: RunOutcome,
  layers: readonly LayerRow[],
): Partial<Record<DigestedFile, MadeFile>> {
  const { rows = [], mistakes } = predictions ?? {};
  const told = predictions && formatPredictions(plan, predictions);
  return {
    [RUN_FILES.layers]: {
      bytes: encode(formatLog(LAYER_COLUMNS, layers)),
      numbers: layers.length * LAYER_COLUMNS.length,
    },
    ...(told && {
      [RUN_FILES.predictions]: {
        bytes: encode(told[RUN_FILES.predictions]!),
        numbers: rows.length * Object.keys(rows[0] ?? {}).length,
      },
      [RUN_FILES.mistakes]: {
        bytes: encode(told[RUN_FILES.mistakes]!),
        numbers: mistakes!.examples.length * (1 + mistakes!.shape.reduce((a, b) => a * b, 1)),
      },
    }),
    ...(importance && {
      [RUN_FILES.importance]: {
        bytes: encode(formatLog(importanceColumns(plan), importance)),
        numbers: importance.length * importanceColumns(plan).length,
      },
    }),
    [RUN_FILES.finalWeights]: weightsFile(finalWeights),
    [RUN_FILES.bestWeights]: weightsFile(bestWeights),
  };
}

function encode(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function weightsFile(tensors: readonly WeightTensor[]): MadeFile {
  const arrays = tensors.map(({ name, shape, data }) => ({ name, shape, values: data }));
  return {
    bytes: formatSafetensors({ arrays, metadata: {} }),
    numbers: tensors.reduce((sum, { data }) => sum + data.length, 0),
  };
}

function compareDigests(
  digests: RecordedRun["digests"],
  made: Partial<Record<DigestedFile, MadeFile>>,
): { equal: number; difference?: RerunDifference } {
  let equal = 0;
  for (const file of DIGESTED) {
    const recorded = digests[file];
    if (recorded === undefined) continue;
    if (made[file] === undefined) return { equal, difference: { file, recorded } };
    const { bytes, numbers } = made[file];
    const again = portableSha256([bytes]);
    if (again !== recorded) return { equal, difference: { file, recorded, again } };
    equal += numbers;
  }
  return { equal };
}
