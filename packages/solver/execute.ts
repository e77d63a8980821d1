/**
 * The training loop: a generator of rows and, when asked, checkpoints. It is the only way a number
 * is ever trained (local, in a worker, resumed, verified, in a browser) and knows no files, no
 * console and no clock: whoever drives it decides where rows go and when a checkpoint is taken.
 *
 * @module
 */
import type { Dataset } from "@samebit/datasets";
import type { Ended, EpochRow, RunResult, StepRow } from "@samebit/runlog";
import type { Floats, Kernels, Tensor } from "@samebit/tensors";
import { type Checkpoint, type Progress, START } from "./checkpoint.ts";
import type { Plan } from "./plan.ts";
import { Trainer } from "./trainer.ts";

/** What a run tells while it goes. */
export type RunEvent =
  | { readonly kind: "step"; readonly row: StepRow }
  | { readonly kind: "epoch"; readonly row: EpochRow }
  | { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint };

/** What whoever drives a run may answer to an event. */
export type RunRequest = "checkpoint" | undefined;

/** A tensor with its name, as a weights file holds it. */
export interface WeightTensor extends Tensor {
  /** Such as `W1` or `runningMean1`. */
  readonly name: string;
}

/** What a run returns when it is whole. */
export interface RunOutcome {
  /** Why it ended. */
  readonly ended: Ended;
  /** What it found. */
  readonly result: RunResult;
  /** Parameters and running statistics after the last step. */
  readonly finalWeights: readonly WeightTensor[];
  /** Those of the best evaluation. */
  readonly bestWeights: readonly WeightTensor[];
}

/**
 * Trains a plan, from its start or from a checkpoint; the events after a checkpoint, and the
 * outcome, are the same bits as those of a run that was never interrupted.
 *
 * Answer any event with `next("checkpoint")` and the next event is a checkpoint of that moment.
 *
 * @param plan The run, fully resolved.
 * @param dataset The data the plan names, loaded.
 * @param kernels The arithmetic; every implementation gives the same bits.
 * @param from Where to go on; the start if undefined.
 * @throws {RangeError} The plan does not fit the data, or the checkpoint does not fit the plan.
 */
export function* execute(
  plan: Plan,
  dataset: Dataset,
  kernels: Kernels,
  from?: Checkpoint,
): Generator<RunEvent, RunOutcome, RunRequest> {
  const trainer = new Trainer(plan, dataset, kernels);
  const totalSteps = trainer.stepsPerEpoch * plan.epochs;
  let progress = from?.progress ?? START;
  let best: Record<string, Floats> = {};
  if (from !== undefined) {
    trainer.restore(from.arrays);
    best = bestOf(from.arrays);
  }

  function* tell(event: RunEvent): Generator<RunEvent, void, RunRequest> {
    const request = yield event;
    if (request === "checkpoint") {
      yield { kind: "checkpoint", checkpoint: capture(trainer, progress, best) };
    }
  }

  let divergedAt: RunResult["divergedAt"];
  let ended: Ended = "completed";
  while (true) {
    const epoch = Math.floor(progress.step / trainer.stepsPerEpoch);
    if (progress.step % trainer.stepsPerEpoch === 0 && progress.evaluations === epoch) {
      const row = trainer.evaluate(epoch);
      if (
        progress.best === undefined || row.validationAccuracy > progress.best.validationAccuracy
      ) {
        best = trainer.weights();
      }
      progress = afterEvaluation(plan, progress, row);
      yield* tell({ kind: "epoch", row });
    }
    if (plan.stopping.kind === "plateau" && progress.stale >= plan.stopping.patience) {
      if (progress.step < totalSteps) ended = "stopped early";
      break;
    }
    if (progress.step === totalSteps) break;
    const row = trainer.step(progress.step + 1);
    progress = { ...progress, step: row.step };
    if (!Number.isFinite(row.trainLoss)) {
      // No checkpoint here: a run that went on from it would end one step later than this one.
      yield { kind: "step", row };
      ended = "diverged";
      divergedAt = { step: row.step, place: trainer.notFinite() ?? "loss" };
      break;
    }
    yield* tell({ kind: "step", row });
  }

  const finalWeights = namedWeights(trainer);
  trainer.restore(best);
  return {
    ended,
    result: {
      steps: progress.step,
      epochs: Math.floor(progress.step / trainer.stepsPerEpoch),
      final: progress.final!,
      best: progress.best!,
      ...(plan.evaluation.test && { test: trainer.test() }),
      ...(divergedAt && { divergedAt }),
    },
    finalWeights,
    bestWeights: namedWeights(trainer),
  };
}

function afterEvaluation(plan: Plan, progress: Progress, row: EpochRow): Progress {
  const isBest = progress.best === undefined ||
    row.validationAccuracy > progress.best.validationAccuracy;
  const next = {
    ...progress,
    evaluations: progress.evaluations + 1,
    final: row,
    best: isBest ? row : progress.best!,
  };
  if (plan.stopping.kind !== "plateau") return next;
  const value = row[plan.stopping.metric];
  const higher = plan.stopping.metric === "validationAccuracy";
  const improved = progress.watched === undefined || Number.isNaN(progress.watched) ||
    (higher ? value > progress.watched : value < progress.watched);
  return improved ? { ...next, watched: value, stale: 0 } : { ...next, stale: progress.stale + 1 };
}

function capture(trainer: Trainer, progress: Progress, best: Record<string, Floats>): Checkpoint {
  const arrays = { ...trainer.weights(), ...trainer.optimizerState() };
  for (const [name, array] of Object.entries(best)) arrays[`best/${name}`] = array;
  return { progress, arrays };
}

function bestOf(arrays: Readonly<Record<string, Floats>>): Record<string, Floats> {
  const prefix = "best/";
  return Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array]),
  );
}

function namedWeights(trainer: Trainer): WeightTensor[] {
  const { entries, state } = trainer.network;
  return [
    ...entries.map(({ name, value }) => ({ name, ...value })),
    ...state.map(({ name, tensor }) => ({ name, ...tensor })),
  ].map(({ name, shape, data }) => ({ name, shape, data: data.slice() }));
}
