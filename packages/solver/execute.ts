/**
 * The training loop: a generator of rows and, when asked, checkpoints. It is the only way a number
 * is ever trained (local, in a worker, resumed, verified, in a browser) and knows no files, no
 * console and no clock: its caller decides where rows go and when a checkpoint is taken.
 *
 * @module
 */
import type {
  Ended,
  EpochRow,
  ImportanceRow,
  LayerRow,
  PredictionRow,
  RunResult,
  StepRow,
} from "@samebit/runlog";
import type { Floats, Kernels, Tensor } from "@samebit/tensors";
import { type Checkpoint, type RunCounters, START } from "./checkpoint.ts";
import { isBest, isImproved } from "./choice.ts";
import { identityOf } from "./identity.ts";
import { measureImportance } from "./importance.ts";
import type { Stopping, TrainingPlan } from "./plan.ts";
import { type TestPredictions, withMistakes } from "./predictions.ts";
import type { TrainingData } from "./start_weights.ts";
import { stateDigest } from "./state_digest.ts";
import { Trainer } from "./trainer.ts";

/** The prefix of the names of the best weights in a checkpoint. */
const BEST = "best/";

/** What a run yields while it trains. */
export type RunEvent =
  | {
    readonly kind: "step";
    readonly row: StepRow;
    /** The rows of `layers.csv` that belong to it, if the plan has this step measured. */
    readonly layers?: readonly LayerRow[];
  }
  | {
    readonly kind: "epoch";
    readonly row: EpochRow;
    /** The digest of the state, if the plan asks for it and the loss is finite. */
    readonly state?: string;
  }
  | { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint };

/** What the caller may answer to an event. */
export type RunRequest = "checkpoint" | undefined;

/** A tensor with its name, as a weights file holds it. */
export interface WeightTensor extends Tensor {
  /** Such as `W1` or `runningMean1`. */
  readonly name: string;
}

/** What a run returns when it is complete. */
export interface RunOutcome {
  /** Why it ended. */
  readonly ended: Ended;
  /** What it found. */
  readonly result: RunResult;
  /**
   * Parameters and running statistics after the last update, averaged where the plan averages: first the
   * parameters by layers (W, b, gamma, beta), then the running statistics by layers.
   */
  readonly finalWeights: readonly WeightTensor[];
  /** Those of the best evaluation, in the same order. */
  readonly bestWeights: readonly WeightTensor[];
  /** What it predicts for the test split with them, if the plan asks for it. */
  readonly predictions?: TestPredictions;
  /** The importance of each column of a table, if the plan asks for it. */
  readonly importance?: readonly ImportanceRow[];
}

/**
 * Trains a plan, from its start or from a checkpoint; the events after a checkpoint, and the
 * outcome, are the same bits as those of a run that was never interrupted.
 *
 * The first event is the evaluation of the untrained network, epoch 0; then come the steps, and an
 * evaluation after those of each epoch. A loss that is not finite ends the run with the event that
 * holds it. Answer an event with `next("checkpoint")` and the next event is a checkpoint of that
 * moment; after the event of a loss that is not finite there is none, since nothing resumes from
 * there.
 *
 * @param plan The run, fully resolved; where the data come from does not matter here.
 * @param dataset The data the plan names, loaded, with the weights it starts from, if it names
 *   any; or arrays of your own, by `createDataset`.
 * @param kernels The arithmetic; every implementation gives the same bits.
 * @param from Where to resume; the start if undefined. It is copied, not kept.
 * @param accumulate In how many pieces a minibatch is processed; 1 if left out. The bits are the
 *   same, so a run may resume with another number.
 * @throws {RangeError} The plan does not fit the data, the checkpoint does not fit the plan, or a
 *   minibatch cannot be processed in pieces; at the first `next`, as all that a generator does.
 * @throws {TypeError} The checkpoint's arrays are of another precision than the kernels.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { DEFAULT_EVALUATION, execute, type Plan } from "@samebit/solver";
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertEquals } from "@std/assert";
 *
 * const plan: Plan = {
 *   dataset: { kind: "digits", ...DATASET_DEFAULTS.digits, trainExamples: 40 },
 *   task: "classification",
 *   augmentation: { kind: "none" },
 *   model: {
 *     kind: "fully-connected",
 *     hidden: [8],
 *     normalization: { kind: "none" },
 *     keepRatio: 1,
 *     initialization: { kind: "he" },
 *     activation: { kind: "relu" },
 *   },
 *   loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
 *   l2: 0,
 *   optimizer: { kind: "sgd", learningRate: 0.01 },
 *   groups: { kind: "none" },
 *   schedule: { kind: "constant", warmupSteps: 0 },
 *   clipping: { kind: "none" },
 *   averaging: { kind: "none" },
 *   batchSize: 20,
 *   epochs: 1,
 *   sampling: "shuffled",
 *   stopping: { kind: "none" },
 *   evaluation: { ...DEFAULT_EVALUATION, trainExamples: 40, test: false },
 *   precision: "float32",
 *   seed: 1,
 *   kinds: {},
 * };
 * const data = await loadDataset(plan.dataset, { readFile: (path) => Deno.readFile(path) });
 * const kinds = [...execute(plan, data, createReferenceKernels("float32"))].map(({ kind }) => kind);
 * assertEquals(kinds, ["epoch", "step", "step", "epoch"]);
 * ```
 */
export function* execute(
  plan: TrainingPlan,
  dataset: TrainingData,
  kernels: Kernels,
  from?: Checkpoint,
  accumulate?: number,
): Generator<RunEvent, RunOutcome, RunRequest> {
  const trainer = new Trainer(plan, dataset, kernels, accumulate);
  const { stepsPerEpoch } = trainer;
  const totalSteps = stepsPerEpoch * plan.epochs;
  let progress = from?.progress ?? START;
  let best = from === undefined ? {} : resume(trainer, totalSteps, from);
  let ended: Ended = "completed";
  let divergedAt: RunResult["divergedAt"];

  function* tell(event: RunEvent): Generator<RunEvent, void, RunRequest> {
    const request = yield event;
    if (request === "checkpoint" && divergedAt === undefined) {
      yield { kind: "checkpoint", checkpoint: capture(trainer, progress, best) };
    }
  }

  while (divergedAt === undefined) {
    if (progress.step === progress.evaluations * stepsPerEpoch) {
      const row = trainer.evaluate(progress.evaluations);
      if (isBest(plan.task, progress.best, row)) best = trainer.weights();
      progress = afterEvaluation(plan, progress, row);
      divergedAt = divergence(trainer, progress.step);
      if (plan.evaluation.states && divergedAt === undefined) {
        const before = progress.state ?? identityOf(plan, dataset.hash);
        progress = { ...progress, state: stateDigest(before, capture(trainer, progress, best)) };
      }
      const { state } = progress;
      yield* tell({
        kind: "epoch",
        row,
        ...(state !== undefined && divergedAt === undefined && { state }),
      });
    } else if (progress.step === totalSteps) {
      break;
    } else if (isStale(plan.stopping, progress)) {
      ended = "stopped early";
      break;
    } else {
      const row = trainer.step(progress.step + 1);
      divergedAt = divergence(trainer, row.step);
      if (row.step === 1) progress = { ...progress, firstLoss: row.trainLoss };
      // If the loss is not finite, no update was made.
      if (divergedAt === undefined) progress = { ...progress, step: row.step };
      const { layers } = trainer;
      yield* tell({ kind: "step", row, ...(layers && { layers }) });
    }
  }
  if (divergedAt !== undefined) ended = "diverged";

  trainer.restoreWeights(trainer.weights());
  const finalWeights = namedWeights(trainer);
  trainer.restoreWeights(best);
  const { evaluation } = plan;
  const rows: PredictionRow[] = [];
  const test = evaluation.test && trainer.test(evaluation.predictions ? rows : undefined);
  const testViews = test && trainer.testViews();
  const unpermuted = { best: progress.best!, test: test || undefined };
  const importance = measureImportance(
    plan,
    dataset,
    unpermuted,
    (split) => trainer.measure(split),
  );
  return {
    ended,
    result: {
      steps: progress.step,
      epochs: Math.floor(progress.step / stepsPerEpoch),
      ...(progress.firstLoss !== undefined && { firstLoss: progress.firstLoss }),
      final: progress.final!,
      best: progress.best!,
      ...(test && { test }),
      ...(testViews && { testViews }),
      ...(divergedAt && { divergedAt }),
    },
    finalWeights,
    bestWeights: namedWeights(trainer),
    ...(test && evaluation.predictions &&
      { predictions: withMistakes(trainer.task, rows, dataset) }),
    ...(importance && { importance }),
  };
}

/** Puts a checkpoint back into the trainer; returns its best weights. */
function resume(trainer: Trainer, totalSteps: number, from: Checkpoint): Record<string, Floats> {
  const { step, evaluations } = from.progress;
  const epoch = Math.floor(step / trainer.stepsPerEpoch);
  const atBoundary = step === epoch * trainer.stepsPerEpoch;
  const isThere = evaluations === epoch + 1 || (atBoundary && evaluations === epoch);
  if (!Number.isSafeInteger(step) || step < 0 || step > totalSteps || !isThere) {
    throw new RangeError(
      `Cannot resume at step ${step} after ${evaluations} evaluations: a run of ${totalSteps} steps, ` +
        `${trainer.stepsPerEpoch} in an epoch, does not reach it`,
    );
  }
  const now: Record<string, Floats> = {};
  const best: Record<string, Floats> = {};
  for (const [name, array] of Object.entries(from.arrays)) {
    if (name.startsWith(BEST)) best[name.slice(BEST.length)] = array.slice();
    else now[name] = array;
  }
  // Restored for its checks, so that an error is found now and not at the end.
  if (evaluations > 0) trainer.restoreWeights(best);
  trainer.restore(now);
  return best;
}

function capture(
  trainer: Trainer,
  progress: RunCounters,
  best: Record<string, Floats>,
): Checkpoint {
  const arrays = trainer.state();
  for (const [name, array] of Object.entries(best)) arrays[`${BEST}${name}`] = array.slice();
  return { progress, arrays };
}

function afterEvaluation(
  { task, stopping }: TrainingPlan,
  progress: RunCounters,
  row: EpochRow,
): RunCounters {
  const next = {
    ...progress,
    evaluations: progress.evaluations + 1,
    final: row,
    best: isBest(task, progress.best, row) ? row : progress.best!,
  };
  if (stopping.kind === "none") return next;
  const { watched } = progress;
  const value = row[stopping.metric]!;
  const improved = watched === undefined || isImproved(task, stopping, value, watched);
  return improved ? { ...next, watched: value, stale: 0 } : { ...next, stale: progress.stale + 1 };
}

function isStale(stopping: Stopping, { stale }: RunCounters): boolean {
  return stopping.kind === "plateau" && stale >= stopping.patience;
}

function divergence(trainer: Trainer, step: number): RunResult["divergedAt"] {
  const place = trainer.notFinite;
  return place === undefined ? undefined : { step, place };
}

function namedWeights(trainer: Trainer): WeightTensor[] {
  const { entries, state } = trainer.network;
  return [
    ...entries.map(({ name, value }) => ({ name, ...value })),
    ...state.map(({ name, tensor }) => ({ name, ...tensor })),
  ].map(({ name, shape, data }) => ({ name, shape, data: data.slice() }));
}
