import type { Experiment } from "@samebit/experiment";

export default {
  title: "Activations in a deep network",
  question: "Which activation trains a deep network best?",
  expectation:
    "One that keeps its slope near 1 and its outputs near 0: ELU and GELU ahead of ReLU, a leak of " +
    "0.01 no different from none. Tanh trains too, more slowly, since it saturates. The sigmoid does " +
    "not train at all: its slope is at most 1/4, so that eight layers leave less than a 65,000th of " +
    "the gradient",
  base: {
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [50, 50, 50, 50, 50, 50, 50, 50] },
    optimizer: { kind: "momentum", learningRate: 0.01 },
    epochs: 10,
    evaluation: { layers: { every: 10 } },
  },
  compare: {
    "model.activation": {
      relu: "relu",
      leaky: "leaky-relu",
      elu: "elu",
      gelu: "gelu",
      silu: "silu",
      tanh: "tanh",
      sigmoid: "sigmoid",
    },
  },
  tune: { "optimizer.learningRate": [0.01, 0.03, 0.1] },
  seeds: [1, 2, 3, 4],
  claims: [
    {
      says: "The sigmoid learns nothing: its loss stays that of guessing, ln 10",
      metric: "trainLoss",
      near: "sigmoid",
      within: 0.05,
      than: 2.302585,
      must: true,
    },
    {
      says:
        "Its signal is lost on the way: the last hidden layer varies less than a thousandth as much as the first",
      metric: "activationSpreadKept",
      lower: "sigmoid",
      than: 0.001,
    },
    {
      says: "ELU ends with a lower loss than ReLU",
      metric: "trainLoss",
      lower: "elu",
      than: "relu",
    },
    {
      says: "GELU ends with a lower loss than ReLU",
      metric: "trainLoss",
      lower: "gelu",
      than: "relu",
    },
    {
      says: "SiLU ends with a lower loss than ReLU",
      metric: "trainLoss",
      lower: "silu",
      than: "relu",
    },
    {
      says: "Tanh ends with a higher loss than ReLU",
      metric: "trainLoss",
      higher: "tanh",
      than: "relu",
    },
  ],
} satisfies Experiment;
