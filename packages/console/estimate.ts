/**
 * How long a sweep will take, from a few real steps of its first run on synthetic data of the same
 * sizes, scaled to the other runs by their number of operations. An estimate for people; nothing
 * depends on it.
 *
 * @module
 */
import { madeUpDataset } from "@samebit/datasets";
import { NO_OWN_KINDS, type OwnKinds, partsOf } from "@samebit/experiment";
import type { Layer } from "@samebit/layers";
import type { Loss, LossContext } from "@samebit/losses";
import { drawnBy, measureNetwork, type OwnParts } from "@samebit/networks";
import { OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
import { type Plan, Trainer } from "@samebit/solver";
import type { Dataset, Split } from "@samebit/splits";
import type { ExperimentRun } from "@samebit/sweep";
import { type Kernels, sizeOf } from "@samebit/tensors";

const TRIAL_STEPS = 3;

/** What the time of a run depends on. */
export type TimedRun = Pick<ExperimentRun, "plan" | "sizes" | "totalSteps">;

/** How runs are made, as far as their time depends on it. */
export interface TimedMeans {
  /** How many runs are made at a time. */
  readonly workers: number;
  /** Seconds on a clock that only goes forward. */
  readonly clock: () => number;
  /** In how many pieces a minibatch is processed; 1 if left out. */
  readonly accumulate?: number | undefined;
  /** The kinds of a folder's own that the runs may name; the work of their code is not counted. */
  readonly own?: OwnKinds | undefined;
}

/**
 * The seconds that these runs will take.
 *
 * @param runs What is to be made.
 * @param kernels The arithmetic that will make it.
 */
export function estimateSeconds(
  runs: readonly TimedRun[],
  kernels: Kernels,
  { workers, clock, accumulate = 1, own = NO_OWN_KINDS }: TimedMeans,
): number {
  const [first] = runs;
  if (first === undefined) return 0;
  const parts = standIns(partsOf(own));
  const { model } = first.plan;
  const plan: Plan = {
    ...first.plan,
    augmentation: { kind: "none" },
    // The code of somebody's own has no place in a command's process.
    ...(Object.hasOwn(first.plan.kinds, first.plan.optimizer.kind) && {
      optimizer: OPTIMIZER_DEFAULTS.adam,
    }),
    model: { ...model, initialization: drawnBy(model.initialization) },
  };
  const data = { ...madeUpData(first), own: { ...parts, optimizers: {}, datasets: {} } };
  const trainer = new Trainer(plan, data, kernels, accumulate);
  // The first step compiles; it says nothing of those that follow.
  trainer.step(1);
  const started = clock();
  for (let step = 2; step < 2 + TRIAL_STEPS; step++) trainer.step(step);
  const secondsPerStep = (clock() - started) / TRIAL_STEPS;
  const weightsOf = ({ plan, sizes: { shape, outputs } }: TimedRun) =>
    measureNetwork(plan.model, shape, outputs, parts.layers).multiplications;
  const secondsPerUnit = secondsPerStep / (first.plan.batchSize * weightsOf(first));
  const units = runs.reduce((sum, run) => sum + examplesOf(run) * weightsOf(run), 0);
  return secondsPerUnit * units / Math.min(workers, runs.length);
}

/** Layers and losses that compute nothing, in the place of those whose code is not run here. */
function standIns({ layers, losses }: OwnParts): OwnParts {
  const idle = Object.entries(layers).map(([name, kind]) => {
    const create = (...[config, context]: Parameters<typeof kind.create>): Layer => {
      const { kernels, maxRows, inputShape, parameters } = context;
      const { outputShape } = kind.declare(config, inputShape, context.name);
      const output = kernels.allocate(maxRows * sizeOf(outputShape));
      const xGrad = kernels.allocate(maxRows * sizeOf(inputShape));
      return {
        ...{ name, inputShape, outputShape, parameters, state: [], output, xGrad },
        forward: () => output,
        backward: () => xGrad,
      };
    };
    return [name, { ...kind, create }];
  });
  const create = ({ kernels, maxRows, outputs }: LossContext): Loss => ({
    losses: kernels.allocate(maxRows),
    scoresGrad: kernels.allocate(maxRows * outputs),
    forward() {},
  });
  const free = Object.entries(losses).map((
    [name, kind],
  ) => [name, {
    ...kind,
    create: (...[, context]: Parameters<typeof kind.create>) => create(context),
  }]);
  return { layers: Object.fromEntries(idle), losses: Object.fromEntries(free) };
}

/** Examples that pass through the network; evaluating costs about a third. */
function examplesOf({ plan, sizes, totalSteps }: TimedRun): number {
  const evaluated = Math.min(plan.evaluation.trainExamples, sizes.train) + sizes.validation;
  return totalSteps * plan.batchSize + (plan.epochs + 1) * evaluated / 3;
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
