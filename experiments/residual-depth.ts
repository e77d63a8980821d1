/** Plain and residual networks of growing depth (He et al. 2015), on the digits. */
import type { Experiment, LayerSettings } from "@samebit/experiment";

const convolution = { kind: "convolution", filters: 8, kernel: 3, bias: false } as const;

const pair: readonly LayerSettings[] = [
  convolution,
  "batch-norm",
  "relu",
  convolution,
  "batch-norm",
];

const plain: readonly LayerSettings[] = [...pair, "relu"];

const residual: readonly LayerSettings[] = [{ kind: "residual", body: pair }, "relu"];

/** A first convolution, pairs of further ones, and the mean of each of their planes. */
function networkOf(times: number, body: readonly LayerSettings[]) {
  return {
    kind: "layers",
    layers: [
      convolution,
      "batch-norm",
      "relu",
      "max-pool",
      { kind: "repeat", times, body },
      "global-average-pool",
    ],
  } as const;
}

export default {
  title: "Depth, with and without shortcuts",
  question: "What does a deep stack of convolutions lose, and do residual blocks give it back?",
  expectation:
    "With 1 pair of convolutions both train alike. With 12 pairs the plain network has learned less after " +
    "8 epochs, of the training digits too, although batch normalization keeps its numbers in bounds. " +
    "The residual one trains at least as well as the shallow one",
  base: {
    dataset: { kind: "digits" },
    model: networkOf(1, plain),
    optimizer: { kind: "momentum", learningRate: 0.05 },
    batchSize: 50,
    epochs: 8,
    evaluation: { layers: { every: 20 } },
  },
  compare: {
    model: {
      "plain 1": networkOf(1, plain),
      "plain 4": networkOf(4, plain),
      "plain 12": networkOf(12, plain),
      "residual 1": networkOf(1, residual),
      "residual 4": networkOf(4, residual),
      "residual 12": networkOf(12, residual),
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says:
        "With 12 pairs the residual network has learned more of the training digits than the plain one",
      metric: "trainAccuracy",
      higher: "residual 12",
      than: "plain 12",
    },
    {
      says: "The plain network with 12 pairs has learned less than that with 1",
      metric: "trainAccuracy",
      lower: "plain 12",
      than: "plain 1",
    },
    {
      says: "The residual network with 12 pairs has learned more than that with 1",
      metric: "trainAccuracy",
      higher: "residual 12",
      than: "residual 1",
    },
  ],
} satisfies Experiment;
