/**
 * One run into one folder: drives `execute`, appends its rows as they come, and writes weights and
 * record when it is whole. `run.json` without `ended` stands there from the start, so that a run
 * that was killed can be told from one that is done.
 *
 * @module
 */
import { join } from "node:path";
import { createMinibatches, type Dataset } from "@samebit/datasets";
import {
  EPOCH_COLUMNS,
  formatHeader,
  formatRecord,
  formatRow,
  formatSafetensors,
  type JsonObject,
  type RunRecord,
  STEP_COLUMNS,
  TIMING_COLUMNS,
} from "@samebit/runlog";
import { CONTRACT, execute, identityOf, type Plan, type WeightTensor } from "@samebit/solver";
import type { Kernels } from "@samebit/tensors";
import { replaceFile, RUN_FILES, runState, usingFolder } from "./store.ts";

/** What a run is made of and where it goes. */
export interface RunJob {
  /** The run's identity. */
  readonly identity: string;
  /** The fully resolved plan. */
  readonly plan: Plan;
  /** The run's folder; created if missing. */
  readonly folder: string;
}

/** What is passed in to make a run. */
export interface RunMeans {
  /** The plan's data, loaded. */
  readonly dataset: Dataset;
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** What `environment.json` says. */
  readonly environment: JsonObject;
  /** Seconds on a clock that only goes forward. */
  readonly clock: () => number;
  /** Called after each epoch's row. */
  readonly onProgress: (progress: RunProgress) => void;
}

/** How far a run is. */
export interface RunProgress {
  /** Updates made. */
  readonly step: number;
  /** Updates the plan asks for at most. */
  readonly totalSteps: number;
}

/**
 * Makes a run from its start and leaves the folder whole.
 *
 * @throws {Error} The data is not that which the identity was computed with, or the run is whole.
 * @throws {BadInput} The folder cannot be written, or holds another run.
 */
export async function recordRun(job: RunJob, means: RunMeans): Promise<RunRecord> {
  const { folder, identity } = job;
  if (identityOf(job.plan, means.dataset.hash) !== identity) {
    throw new Error(
      `Cannot make run ${identity.slice(0, 8)}: plan or data changed since it was planned; ` +
        "give the command again",
    );
  }
  if (await runState(folder, identity) === "whole") {
    throw new Error(`Cannot make run ${identity.slice(0, 8)}: ${folder} holds it already, whole`);
  }
  return await usingFolder(folder, () => writeRun(job, means));
}

async function writeRun({ folder, identity, plan }: RunJob, means: RunMeans): Promise<RunRecord> {
  const { dataset, kernels } = means;
  await Deno.mkdir(folder, { recursive: true });
  const begun: RunRecord = {
    identity,
    contract: CONTRACT,
    dataHash: dataset.hash,
    plan: plan as unknown as JsonObject,
    warnings: dataset.warnings,
  };
  await replaceFile(join(folder, RUN_FILES.record), formatRecord(begun));
  await replaceFile(
    join(folder, RUN_FILES.environment),
    JSON.stringify(means.environment, null, 2) + "\n",
  );
  using steps = openLog(join(folder, RUN_FILES.steps), formatHeader(STEP_COLUMNS));
  using epochs = openLog(join(folder, RUN_FILES.epochs), formatHeader(EPOCH_COLUMNS));
  using timing = openLog(join(folder, RUN_FILES.timing), formatHeader(TIMING_COLUMNS));

  const started = means.clock();
  const perEpoch = stepsPerEpoch(plan, dataset);
  let step = 0;
  const run = execute(plan, dataset, kernels);
  let next = run.next();
  while (!next.done) {
    const event = next.value;
    if (event.kind === "step") {
      step = event.row.step;
      steps.append(formatRow(STEP_COLUMNS, event.row));
    } else if (event.kind === "epoch") {
      steps.flush();
      epochs.append(formatRow(EPOCH_COLUMNS, event.row));
      epochs.flush();
      const wallSeconds = means.clock() - started;
      timing.append(formatRow(TIMING_COLUMNS, { epoch: event.row.epoch, wallSeconds }));
      timing.flush();
      means.onProgress({ step, totalSteps: perEpoch * plan.epochs });
    }
    next = run.next();
  }
  const { ended, result, finalWeights, bestWeights } = next.value;
  steps.flush();
  await replaceFile(join(folder, RUN_FILES.finalWeights), weightsFile(finalWeights));
  await replaceFile(join(folder, RUN_FILES.bestWeights), weightsFile(bestWeights));
  const whole: RunRecord = { ...begun, ended, result };
  await replaceFile(join(folder, RUN_FILES.record), formatRecord(whole));
  return whole;
}

/** As much of a data set as says how long an epoch is. */
export interface DataCount {
  /** The train split. */
  readonly train: {
    /** The number of its examples. */
    readonly count: number;
  };
}

/** Steps of an epoch of a plan on its data; the plan fits the data. */
export function stepsPerEpoch({ batchSize, sampling, seed }: Plan, { train }: DataCount): number {
  return createMinibatches({ count: train.count, batchSize, sampling, seed }).stepsPerEpoch;
}

function weightsFile(weights: readonly WeightTensor[]): Uint8Array {
  return formatSafetensors({
    arrays: weights.map(({ name, shape, data }) => ({ name, shape, values: data })),
    metadata: {},
  });
}

interface Log extends Disposable {
  append(line: string): void;
  flush(): void;
}

function openLog(path: string, header: string): Log {
  const file = Deno.openSync(path, { write: true, create: true, truncate: true });
  const encoder = new TextEncoder();
  let pending = header;
  const flush = () => {
    const bytes = encoder.encode(pending);
    for (let written = 0; written < bytes.length;) {
      written += file.writeSync(bytes.subarray(written));
    }
    pending = "";
  };
  return {
    append: (line) => {
      pending += line;
    },
    flush,
    [Symbol.dispose]: () => file.close(),
  };
}
