/**
 * What the page beside this file trains: a network that tells a disc from the square around it. It
 * knows neither the page nor Deno, so a browser and Deno run the same code and get the same bits.
 *
 *     deno run examples/in_the_browser/training.ts
 */
import { createNetwork } from "@samebit/networks";
import { createOptimizer, OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
import { createStream, fillUniform } from "@samebit/random";
import { createWasmKernels } from "@samebit/tensors";

/** How many steps the page and the command below take. */
export const STEPS = 600;

/** Rows of a minibatch, and of one call of `scores`. */
export const ROWS = 128;

const LEARNING_RATE = 0.01;

/** A network in training. */
export interface Training {
  /** Takes step `step`, counted from 1, and returns its loss. */
  step(step: number): number;
  /** [ROWS, 2] points → how likely each is in the disc, as scores: positive for yes. */
  scores(points: Float32Array): number[];
}

/** Whether a point of the square from -1 to 1 lies in the disc. */
export function isInside(x: number, y: number): boolean {
  return x * x + y * y < 0.5;
}

/** Creates the network and all that trains it. */
export function createTraining(): Training {
  const kernels = createWasmKernels({ mebibytes: 16 });
  const stream = (name: string) => createStream(1, name);
  // Every field is written out: `planOf` fills in defaults, but its package reads files as well.
  const network = createNetwork({
    kind: "fully-connected",
    hidden: [16, 16],
    activation: { kind: "tanh" },
    normalization: { kind: "none" },
    keepRatio: 1,
  }, {
    inputShape: [2],
    outputs: 2,
    initialization: { kind: "he" },
    loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
    l2: 0,
  }, { kernels, maxRows: ROWS, stream });
  const { length } = network.parameters.values;
  const optimizer = createOptimizer(OPTIMIZER_DEFAULTS.adam, kernels, length);

  const examples = stream("points of the square");
  // The kernels compute on arrays of their own memory.
  const x = kernels.allocate(ROWS * 2);
  return {
    step(step) {
      fillUniform(examples, step, x);
      for (let i = 0; i < x.length; i++) x[i] = 2 * x[i]! - 1;
      const labels = Uint16Array.from(
        { length: ROWS },
        (_, r) => Number(isInside(x[2 * r]!, x[2 * r + 1]!)),
      );
      const stepLoss = network.step(x, labels, ROWS, step);
      optimizer.update(network.parameters, LEARNING_RATE, step);
      return stepLoss;
    },
    scores(points) {
      x.set(points);
      const scores = network.scores(x, ROWS);
      return Array.from({ length: ROWS }, (_, r) => scores[2 * r + 1]! - scores[2 * r]!);
    },
  };
}

/** The losses of all steps. */
export function train(): number[] {
  const training = createTraining();
  return Array.from({ length: STEPS }, (_, i) => training.step(i + 1));
}

if (import.meta.main) console.log(`loss of step ${STEPS}: ${train().at(-1)}`);
