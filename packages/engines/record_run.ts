/**
 * One run into one folder: drives `execute`, appends its rows as they come, takes a checkpoint now
 * and then, and writes weights and record when it is complete. `run.json` without `ended` exists
 * from the start, so that a killed run can be told from a finished one; it is resumed from its
 * newest checkpoint, to the same bytes.
 *
 * @module
 */
import { join } from "node:path";
import {
  formatLog,
  formatRecord,
  formatSafetensors,
  importanceColumns,
  type JsonObject,
  RUN_FILES,
  type RunRecord,
} from "@samebit/runlog";
import {
  CONTRACT,
  execute,
  identityOf,
  recordData,
  requireFit,
  stepsPerEpoch,
  type TrainingData,
  type WeightTensor,
  writePlan,
} from "@samebit/solver";
import {
  digestsOf,
  formatDigests,
  formatPredictions,
  holdFolder,
  keepState,
  makeFolder,
  newestCheckpoint,
  openLogs,
  readRunRecord,
  removeCheckpoints,
  removeParts,
  replaceFile,
  type RunJob,
  runState,
  saveCheckpoint,
  syncFolder,
  usingFolder,
  writeEnvironment,
} from "@samebit/store";
import type { Kernels } from "@samebit/tensors";
import type { RunProgress } from "./job_event.ts";

/** What is needed to do a run. */
export interface RunMeans {
  /** The plan's data, loaded. */
  readonly dataset: TrainingData;
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** In how many pieces a minibatch is processed; 1 if left out. */
  readonly accumulate?: number;
  /** What `environment.json` says. */
  readonly environment: JsonObject;
  /** Seconds on a clock that only goes forward. */
  readonly clock: () => number;
  /** After how many seconds the next checkpoint is due. */
  readonly checkpointSeconds: number;
  /** How many states of intermediate epochs are kept with the run; 0 if left out. */
  readonly keepStates?: number;
  /** Aborted to end after the current step, with a checkpoint. */
  readonly signal: AbortSignal;
  /** Called a few times a second. */
  readonly onProgress: (progress: RunProgress) => void;
  /** Called with sentences about findings, such as a damaged checkpoint. */
  readonly onNotice: (text: string) => void;
}

/** The data of a plan are missing or different here: another machine may be able to do the run. */
export class WrongData extends Error {
  /** Always `WrongData`. */
  override readonly name = "WrongData";
}

/**
 * Does a run, from its newest checkpoint if there is one, and leaves the folder complete. The
 * record has no `ended` if the run reached `untilEpoch` or the signal was aborted first; then a
 * checkpoint is left.
 *
 * @throws {WrongData} The data are not those that the identity was computed with.
 * @throws {Error} The run is complete already.
 * @throws {BadInput} The folder cannot be written or holds another run, or the plan does not fit
 *   its data or is too large for any machine.
 */
export async function recordRun(job: RunJob, means: RunMeans): Promise<RunRecord> {
  const { folder, identity } = job;
  if (identityOf(job.plan, means.dataset.hash) !== identity) {
    throw new WrongData(
      `Cannot do run ${identity.slice(0, 8)}: plan or data changed since it was planned; ` +
        "run the command again",
    );
  }
  if (await runState(folder, identity) === "whole") {
    throw new Error(`Cannot do run ${identity.slice(0, 8)}: ${folder} holds it already, complete`);
  }
  requireFit(job.plan, means.dataset, `run ${identity.slice(0, 8)}`, means.accumulate);
  return await usingFolder(folder, () => writeRun(job, means));
}

/** That many epochs, as evenly spread as possible, between the start of a run and its end. */
function epochsToKeep(epochs: number, count: number): ReadonlySet<number> {
  const places = Array.from(
    { length: count },
    (_, i) => Math.round((i + 1) * epochs / (count + 1)),
  );
  return new Set(places.filter((epoch) => epoch > 0 && epoch < epochs));
}

async function writeRun(job: RunJob, means: RunMeans): Promise<RunRecord> {
  const { folder, identity, plan, untilEpoch = Infinity } = job;
  const { dataset, kernels, accumulate, signal } = means;
  const begun: RunRecord = {
    identity,
    contract: CONTRACT,
    dataHash: dataset.hash,
    plan: writePlan(plan),
    warnings: dataset.warnings,
    ...recordData(plan, dataset),
  };
  makeFolder(folder);
  using _folder = await holdFolder(folder, PATIENCE_MS);
  if (await runState(folder, identity) === "whole") {
    // A worker of a killed command was still working on it; its bytes are the same.
    return (await readRunRecord(folder))!;
  }
  await removeParts(folder);
  const from = await newestCheckpoint(folder, identity, means.onNotice);
  let reached = (from?.checkpoint.progress.evaluations ?? 0) > untilEpoch;
  if (reached) return begun;
  await replaceFile(join(folder, RUN_FILES.record), formatRecord(begun));
  await writeEnvironment(folder, means.environment, from?.checkpoint.progress.step);
  using logs = openLogs(folder, plan, from, means.clock);

  const perEpoch = stepsPerEpoch(plan, dataset);
  const totalSteps = perEpoch * plan.epochs;
  const due = createTimer(means.clock, means.checkpointSeconds);
  const breath = createTimer(means.clock, BREATH_SECONDS);
  const run = execute(plan, dataset, kernels, from?.checkpoint, accumulate);
  let saved = from?.checkpoint.progress.step;
  let step = saved ?? 0;
  const kept = epochsToKeep(plan.epochs, means.keepStates ?? 0);
  let loss: number | undefined;
  let next = run.next();
  while (!next.done) {
    const event = next.value;
    if (event.kind === "checkpoint") {
      const whole = { identity, checkpoint: event.checkpoint, logs: logs.sync() };
      const { step: at, evaluations } = event.checkpoint.progress;
      const epoch = evaluations - 1;
      // Taken right after an evaluation, not after a later step.
      if (kept.has(epoch) && at === epoch * perEpoch) await keepState(folder, epoch, whole);
      await saveCheckpoint(folder, whole, saved);
      saved = at;
      if (reached || signal.aborted) return begun;
      due.restart();
      next = run.next();
      continue;
    }
    if (event.kind === "step") {
      step = event.row.step;
      loss = event.row.trainLoss;
    } else reached = event.row.epoch === untilEpoch && step < totalSteps;
    logs.append(event);
    if (breath.isOver()) {
      breath.restart();
      logs.flush();
      means.onProgress({ step, totalSteps, ...(Number.isFinite(loss) && { loss }) });
      await nextTurn();
    }
    const isKept = event.kind === "epoch" && kept.has(event.row.epoch);
    const isWanted = reached || isKept || signal.aborted || due.isOver();
    next = run.next(isWanted ? "checkpoint" : undefined);
  }
  const positions = logs.sync();
  const { ended, result, finalWeights, bestWeights, predictions, importance } = next.value;
  const whole: RunRecord = { ...begun, ended, result };
  const files: Record<string, string | Uint8Array> = {
    [RUN_FILES.finalWeights]: weightsFile(finalWeights),
    [RUN_FILES.bestWeights]: weightsFile(bestWeights),
    ...(predictions && formatPredictions(plan, predictions)),
    ...(importance &&
      { [RUN_FILES.importance]: formatLog(importanceColumns(plan), importance) }),
  };
  for (const [name, content] of Object.entries(files)) {
    await replaceFile(join(folder, name), content);
  }
  const record = formatRecord(whole);
  const digests = digestsOf({ ...files, [RUN_FILES.record]: record }, {
    [RUN_FILES.steps]: positions.steps.digest,
    [RUN_FILES.epochs]: positions.epochs.digest,
    ...(positions.layers && { [RUN_FILES.layers]: positions.layers.digest }),
    ...(positions.states && { [RUN_FILES.states]: positions.states.digest }),
  });
  await replaceFile(join(folder, RUN_FILES.digests), formatDigests(digests));
  await syncFolder(folder);
  await replaceFile(join(folder, RUN_FILES.record), record);
  await syncFolder(folder);
  await removeCheckpoints(folder);
  return whole;
}

/** How long to wait for another process in the folder: a worker finishing its last step. */
const PATIENCE_MS = 60_000;

/** How often a run pauses between steps: to show progress, to flush logs, to hear a signal. */
const BREATH_SECONDS = 0.2;

interface Timer {
  isOver(): boolean;
  restart(): void;
}

function createTimer(clock: () => number, seconds: number): Timer {
  let end = clock() + seconds;
  return {
    isOver: () => clock() >= end,
    restart: () => end = clock() + seconds,
  };
}

/** Lets messages and signals that have arrived be handled. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function weightsFile(weights: readonly WeightTensor[]): Uint8Array {
  return formatSafetensors({
    arrays: weights.map(({ name, shape, data }) => ({ name, shape, values: data })),
    metadata: {},
  });
}
