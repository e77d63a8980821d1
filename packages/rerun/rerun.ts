/**
 * Makes a recorded run again through `execute`, the only way a number is ever trained, and compares
 * all that is the same everywhere: both logs row by row as they come, then `run.json`, then the
 * hashes of the weights.
 */
import { type Dataset, portableSha256 } from "@samebit/datasets";
import { formatRecord, formatSafetensors, type Json, type RunRecord } from "@samebit/runlog";
import { CONTRACT, execute, identityOf, type Plan, type RunOutcome } from "@samebit/solver";
import type { Kernels } from "@samebit/tensors";
import { compareJson, compareLog, type Difference } from "./compare.ts";

/** The texts of a run's records, by the names of their files. */
export interface RecordedFiles {
  /** The record. */
  readonly "run.json": string;
  /** The updates. */
  readonly "steps.csv": string;
  /** The evaluations. */
  readonly "epochs.csv": string;
}

/** A whole run as it was recorded. */
export interface RecordedRun {
  /** What is compared down to the number. */
  readonly files: RecordedFiles;
  /** SHA-256, hexadecimal, of weights files by name: `weights-final.safetensors` and `-best`. */
  readonly digests: Readonly<Record<string, string>>;
}

/** A point of the curve: the step and its loss. */
export type LossPoint = readonly [step: number, trainLoss: number];

/** What a run that is made again tells while it goes. */
export type RerunEvent =
  | { readonly kind: "step"; readonly point: LossPoint }
  | { readonly kind: "parted"; readonly difference: Difference };

/** What became of it. */
export interface Verdict {
  /** The files that were compared. */
  readonly files: readonly string[];
  /** Numbers that are the same to the last bit: all of them, where nothing differs. */
  readonly equal: number;
  /** Where the run first parted from its record, if it did. */
  readonly difference?: Difference;
}

/**
 * Makes a run again; after the first difference, which is told at once, it goes on to its end.
 *
 * @param recorded The record; it is whole.
 * @param dataset The data its plan names, loaded.
 * @param kernels The arithmetic; every implementation gives the same bits.
 * @throws {RangeError} The contract, the plan or the data are not those of the record.
 */
export function* rerun(
  recorded: RecordedRun,
  dataset: Dataset,
  kernels: Kernels,
): Generator<RerunEvent, Verdict, undefined> {
  const record = JSON.parse(recorded.files["run.json"]) as RunRecord;
  const plan = record.plan as unknown as Plan;
  checkIdentity(record, plan, dataset);
  const steps = compareLog("steps.csv", recorded.files["steps.csv"]);
  const epochs = compareLog("epochs.csv", recorded.files["epochs.csv"]);
  let difference: Difference | undefined;
  function* part(found: Difference | undefined): Generator<RerunEvent> {
    if (found === undefined || difference !== undefined) return;
    difference = found;
    yield { kind: "parted", difference };
  }

  const run = execute(plan, dataset, kernels);
  let next = run.next();
  while (!next.done) {
    const event = next.value;
    if (event.kind === "step") {
      yield* part(steps.compare({ ...event.row }));
      yield { kind: "step", point: [event.row.step, event.row.trainLoss] };
    } else if (event.kind === "epoch") {
      yield* part(epochs.compare({ ...event.row }));
    }
    next = run.next();
  }
  yield* part(steps.end());
  yield* part(epochs.end());
  const again = recordOf(record, dataset, next.value);
  yield* part(compareRecords(recorded.files["run.json"], again));
  const weights = compareWeights(recorded.digests, next.value);
  yield* part(weights.difference);
  return {
    files: [...Object.keys(recorded.files), ...Object.keys(recorded.digests)],
    equal: steps.equal + epochs.equal + weights.equal,
    ...(difference !== undefined && { difference }),
  };
}

function checkIdentity(record: RunRecord, plan: Plan, dataset: Dataset): void {
  if (record.contract !== CONTRACT) {
    throw new RangeError(
      `Cannot make the run again: it was recorded under contract ${record.contract}, ` +
        `this page trains under contract ${CONTRACT}`,
    );
  }
  const identity = identityOf(plan, dataset.hash);
  if (identity === record.identity) return;
  throw new RangeError(
    `Cannot make the run again: its plan and data give the identity ${identity.slice(0, 8)}, ` +
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
  return { identity, contract: CONTRACT, dataHash, plan, warnings, ended, result };
}

function compareRecords(recorded: string, record: RunRecord): Difference | undefined {
  const file = "run.json";
  const again = formatRecord(record);
  if (again === recorded) return undefined;
  const [a, b] = [recorded, again].map((text) => JSON.parse(text) as Json);
  return compareJson(file, a, b) ?? { file };
}

function compareWeights(
  digests: RecordedRun["digests"],
  { finalWeights, bestWeights }: RunOutcome,
): { equal: number; difference?: Difference } {
  let equal = 0;
  const weights = {
    "weights-final.safetensors": finalWeights,
    "weights-best.safetensors": bestWeights,
  };
  for (const [file, tensors] of Object.entries(weights)) {
    const recorded = digests[file];
    if (recorded === undefined) continue;
    const arrays = tensors.map(({ name, shape, data }) => ({ name, shape, values: data }));
    const again = portableSha256([formatSafetensors({ arrays, metadata: {} })]);
    if (again !== recorded) return { equal, difference: { file, recorded, again } };
    for (const { data } of tensors) equal += data.length;
  }
  return { equal };
}
