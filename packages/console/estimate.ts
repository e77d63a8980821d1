/**
 * How long a sweep will take, from a few real steps of its first run on made-up data of the same
 * sizes, scaled to the others by their arithmetic. A guess for people; nothing depends on it.
 *
 * @module
 */
import { madeUpDataset } from "@samebit/datasets";
import { drawnBy, measureNetwork } from "@samebit/networks";
import { OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
import { hasOwnKinds, type Plan, Trainer } from "@samebit/solver";
import type { Dataset, Split } from "@samebit/splits";
import type { ExperimentRun } from "@samebit/sweep";
import { type Kernels, sizeOf } from "@samebit/tensors";

const TRIAL_STEPS = 3;

/** What of a run its time depends on. */
export type TimedRun = Pick<ExperimentRun, "plan" | "sizes" | "totalSteps">;

/**
 * The seconds that making these runs will take.
 *
 * @param runs What is to be made.
 * @param kernels The arithmetic that will make it.
 * @param workers How many runs are made at a time.
 * @param clock Seconds on a clock that only goes forward.
 * @param accumulate In how many pieces a minibatch is processed.
 */
export function estimateSeconds(
  runs: readonly TimedRun[],
  kernels: Kernels,
  workers: number,
  clock: () => number,
  accumulate = 1,
): number {
  const [first] = runs;
  if (first === undefined) return 0;
  const { model } = first.plan;
  const plan: Plan = {
    ...first.plan,
    augmentation: { kind: "none" },
    // The code of a rule of somebody's own has no place in a command's process.
    ...(hasOwnKinds(first.plan) && { optimizer: OPTIMIZER_DEFAULTS.adam, kinds: {} }),
    model: { ...model, initialization: drawnBy(model.initialization) },
  };
  const trainer = new Trainer(plan, madeUpData(first), kernels, accumulate);
  // The first step compiles; it says nothing of those that follow.
  trainer.step(1);
  const started = clock();
  for (let step = 2; step < 2 + TRIAL_STEPS; step++) trainer.step(step);
  const secondsPerStep = (clock() - started) / TRIAL_STEPS;
  const secondsPerUnit = secondsPerStep / (first.plan.batchSize * weightsOf(first));
  const units = runs.reduce((sum, run) => sum + unitsOf(run), 0);
  return secondsPerUnit * units / Math.min(workers, runs.length);
}

/** Examples that pass through the network, times its weights; evaluating costs about a third. */
function unitsOf(run: TimedRun): number {
  const { plan, sizes, totalSteps } = run;
  const evaluated = Math.min(plan.evaluation.trainExamples, sizes.train) + sizes.validation;
  const examples = totalSteps * plan.batchSize + (plan.epochs + 1) * evaluated / 3;
  return examples * weightsOf(run);
}

function weightsOf({ plan, sizes }: TimedRun): number {
  return measureNetwork(plan.model, sizes.shape, sizes.outputs).multiplications;
}

function madeUpData({ plan, sizes: { shape, outputs } }: TimedRun): Dataset {
  const { batchSize } = plan;
  const features = sizeOf(shape);
  const split: Split = {
    values: new Float32Array(batchSize * features).map((_, i) => (i % 17) / 17 - 0.5),
    labels: new Uint16Array(batchSize).map((_, i) => i % outputs),
    targets: new Float64Array(batchSize * outputs).map((_, i) => (i % 13) / 13 - 0.5),
    count: batchSize,
  };
  return madeUpDataset(shape, outputs, split);
}
