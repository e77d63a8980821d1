/**
 * Small plans that together use every option a plan can have, for the second implementation to make
 * again. Each is a few dozen steps on the digits.
 */
import type { Experiment } from "@samebit/experiment";

const model = { kind: "fully-connected", hidden: [12, 10] } as const;
const dataset = { kind: "digits", trainExamples: 300 } as const;

export default {
  title: "Every option, in small",
  question: "Does the second implementation give the same bytes with every option?",
  expectation: "Yes",
  base: {
    dataset,
    model,
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: 40,
    epochs: 3,
    evaluation: { trainExamples: 280, layers: { every: 5 }, predictions: true, states: true },
  },
  compare: {
    variant: {
      "sgd + l2 + xavier + step decay": {
        optimizer: { kind: "sgd", learningRate: 0.05 },
        l2: 0.01,
        model: { ...model, initialization: "xavier" },
        schedule: { kind: "step-decay", every: 1, factor: 0.5 },
      },
      "nesterov + hinge + epoch decay + warm-up": {
        optimizer: { kind: "nesterov", learningRate: 0.01 },
        loss: "hinge",
        schedule: { kind: "epoch-decay", factor: 0.9, warmupSteps: 4 },
      },
      "momentum + clipping by value + with replacement": {
        optimizer: { kind: "momentum", learningRate: 0.02 },
        clipping: { kind: "value", limit: 0.01 },
        sampling: "with-replacement",
      },
      "rmsprop + layer norm + label smoothing + cosine": {
        optimizer: { kind: "rmsprop", learningRate: 3e-3 },
        model: { ...model, normalization: "layer", weightScale: 0.1 },
        loss: { kind: "softmax", labelSmoothing: 0.1 },
        schedule: { kind: "cosine", finalFactor: 0.1 },
      },
      "one cycle + warm-up": {
        optimizer: { kind: "nesterov", learningRate: 0.02 },
        schedule: {
          kind: "one-cycle",
          initialFactor: 0.1,
          peakShare: 0.4,
          finalFactor: 0.01,
          warmupSteps: 2,
        },
      },
      "class weights + label smoothing + mixup": {
        augmentation: { kind: "images", flip: true, mixup: 0.4 },
        loss: {
          kind: "softmax",
          labelSmoothing: 0.1,
          classWeights: [1, 2, 0.3, 1, 0.7, 1, 1, 1.1, 3, 0.5],
        },
      },
      "balanced classes": { loss: { kind: "softmax", classWeights: "balanced" } },
      "balanced classes + float64": {
        loss: { kind: "softmax", classWeights: "balanced" },
        precision: "float64",
      },
      "mixup + cutmix + label smoothing": {
        augmentation: { kind: "images", flip: true, mixup: 0.4, cutmix: 1 },
        loss: { kind: "softmax", labelSmoothing: 0.1 },
        batchSize: 35,
      },
      "float64 + mixup": {
        augmentation: { kind: "images", mixup: 1 },
        precision: "float64",
      },
      "cutmix + batch norm": {
        augmentation: { kind: "images", shift: 1, cutmix: 0.7 },
        model: { ...model, normalization: "batch" },
      },
      "groups + nesterov + l2 + clipping": {
        optimizer: { kind: "nesterov", learningRate: 0.02 },
        model: { ...model, normalization: "batch" },
        l2: 0.01,
        clipping: { kind: "global-norm", limit: 0.5 },
        groups: {
          kind: "roles",
          weightDecay: 0.05,
          biasRate: 8,
          scaleRate: 0.5,
          scaleDecay: 0.1,
          shiftRate: 4,
          frozen: ["W2"],
        },
      },
      "groups + adamw": {
        optimizer: { kind: "adamw", learningRate: 1e-2 },
        groups: { kind: "roles", biasRate: 2, biasDecay: 0.01, frozen: ["b1"] },
      },
      "lion + decay + l2": {
        optimizer: { kind: "lion", learningRate: 2e-3, beta1: 0.8, weightDecay: 0.5 },
        l2: 0.01,
      },
      "float64 + lion + batch norm": {
        precision: "float64",
        model: { ...model, normalization: "batch" },
        optimizer: { kind: "lion", learningRate: 1e-3 },
      },
      "muon": { optimizer: { kind: "muon", learningRate: 2e-2 } },
      "layers - muon": {
        optimizer: { kind: "muon", learningRate: 1e-2, momentum: 0.9 },
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 10, kernel: 3, stride: 2 },
            "batch-norm",
            "relu",
            {
              kind: "residual",
              shortcut: "projection",
              body: [{ kind: "convolution", filters: 6, kernel: 3, groups: 2 }],
            },
            "global-average-pool",
          ],
        },
      },
      "float64 + muon": {
        precision: "float64",
        optimizer: { kind: "muon", learningRate: 1e-2 },
      },
      "triangular": {
        schedule: { kind: "triangular", cycles: 3, lowFactor: 0.2, cycleFactor: 0.7 },
      },
      "leaky rectifier": {
        model: { ...model, activation: { kind: "leaky-relu", slope: 0.1 } },
      },
      "orthogonal": {
        model: { ...model, initialization: { kind: "orthogonal", gain: 1.2 } },
      },
      "adagrad + dropout + standardize": {
        optimizer: { kind: "adagrad", learningRate: 0.05 },
        model: { ...model, keepRatio: 0.7 },
        dataset: { ...dataset, preprocess: "standardize" },
      },
      "adamw + batch norm + averages + clipping by norm + dropout": {
        optimizer: { kind: "adamw", learningRate: 5e-3 },
        model: { ...model, normalization: "batch", keepRatio: 0.8 },
        averaging: "exponential",
        clipping: { kind: "global-norm", limit: 0.5 },
        loss: { kind: "softmax", labelSmoothing: 0.05 },
      },
      "augmentation + standardize channels": {
        augmentation: { kind: "images", flip: true, shift: 1 },
        dataset: { ...dataset, preprocess: "standardize-channels" },
      },
      "linear + no preprocessing + plateau": {
        model: { kind: "fully-connected", hidden: [] },
        dataset: { ...dataset, preprocess: "none", splitSeed: 5, testExamples: 50 },
        stopping: { kind: "plateau", metric: "validationLoss", patience: 1 },
        epochs: 12,
      },
      "float64 + batch norm + dropout + clipping by norm": {
        precision: "float64",
        model: { ...model, normalization: "batch", keepRatio: 0.8 },
        clipping: { kind: "global-norm", limit: 0.5 },
      },
      "float64 + layer norm + hinge + averages": {
        precision: "float64",
        model: { ...model, normalization: "layer" },
        loss: "hinge",
        averaging: { kind: "exponential", decay: 0.9 },
      },
      "numpy-legacy": {
        precision: "float64",
        dataset: { kind: "numpy-legacy", seed: 231, examples: 60, features: 7, classes: 3 },
        model: {
          kind: "fully-connected",
          hidden: [5],
          initialization: {
            kind: "numpy-legacy",
            seed: 7,
            weightScale: 0.05,
            normalsBefore: 3,
            integersBefore: 2,
            integerBound: 10,
            networksBefore: 1,
          },
        },
      },
      "a table": {
        dataset: {
          kind: "csv",
          file: "table.csv",
          label: "kind",
          validationExamples: 10,
          testExamples: 10,
        },
        batchSize: 8,
      },
      "layers - convolutions + pools + names + dropout": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 3, kernel: 3, name: "first" },
            "relu",
            "max-pool",
            { kind: "dropout", keepRatio: 0.8 },
            { kind: "convolution", filters: 4, kernel: 2, stride: 2, padding: 1, bias: false },
            { kind: "leaky-relu", slope: 0.2 },
            { kind: "average-pool", size: 2, stride: 1 },
            "flatten",
            { kind: "dropout", keepRatio: 0.7 },
          ],
          weightScale: 0.3,
        },
      },
      "layers - repeat + identity + global average pool": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 4, kernel: 3, padding: "valid" },
            {
              kind: "repeat",
              times: 2,
              body: [{
                kind: "residual",
                keepRatio: 0.6,
                body: [
                  { kind: "convolution", filters: 4, kernel: 3, groups: 2 },
                  "relu",
                  { kind: "dropout", keepRatio: 0.9 },
                  { kind: "convolution", filters: 4, kernel: 3, groups: 4, bias: false },
                ],
              }, "relu"],
            },
            "global-average-pool",
          ],
        },
        averaging: "exponential",
        clipping: { kind: "global-norm", limit: 0.1 },
        l2: 0.01,
      },
      "layers - padding + projection + nested": {
        model: {
          kind: "layers",
          layers: [
            { kind: "max-pool", size: 3, stride: 1 },
            {
              kind: "residual",
              shortcut: "padding",
              body: [{ kind: "convolution", filters: 3, kernel: 3, stride: 2 }, "relu"],
            },
            {
              kind: "residual",
              shortcut: "projection",
              keepRatio: 0.7,
              body: [
                { kind: "convolution", filters: 4, kernel: 1 },
                {
                  kind: "residual",
                  body: ["leaky-relu", { kind: "average-pool", size: 1, stride: 1 }],
                },
                { kind: "convolution", filters: 5, kernel: 3, stride: 2 },
              ],
            },
            "global-average-pool",
          ],
          initialization: "xavier",
        },
        precision: "float64",
        optimizer: { kind: "adamw", learningRate: 5e-3 },
        augmentation: { kind: "images", flip: true, shift: 1 },
        loss: "hinge",
      },
      "layers - normalization of images + dropout of channels": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 4, kernel: 3, stride: 2, bias: false },
            "batch-norm",
            "relu",
            { kind: "channel-dropout", keepRatio: 0.8 },
            {
              kind: "residual",
              body: [
                { kind: "convolution", filters: 4, kernel: 3 },
                { kind: "group-norm", groups: 2, firstGamma: 0 },
              ],
            },
            "relu",
            { kind: "batch-norm", momentum: 0.5, firstGamma: 0.5 },
            "flatten",
          ],
        },
        averaging: { kind: "exponential", decay: 0.5 },
      },
      "layers - activations": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 3, kernel: 3, stride: 2 },
            "elu",
            { kind: "convolution", filters: 3, kernel: 3 },
            "gelu",
            "flatten",
            { kind: "affine", outputs: 9 },
            "gelu-tanh",
            { kind: "affine", outputs: 8 },
            "silu",
            { kind: "affine", outputs: 8 },
            "tanh",
            { kind: "affine", outputs: 8 },
            "sigmoid",
          ],
        },
      },
      "layers - orthogonal + groups": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 4, kernel: 3, stride: 2 },
            "relu",
            { kind: "convolution", filters: 6, kernel: 2, padding: "valid", groups: 2 },
            { kind: "convolution", filters: 6, kernel: 3, groups: 6 },
            "flatten",
          ],
          initialization: "orthogonal",
        },
      },
      "layers - dirac": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 3, kernel: 2 },
            "relu",
            { kind: "convolution", filters: 6, kernel: 3, groups: 3, stride: 2 },
            "flatten",
          ],
          initialization: "dirac",
        },
      },
      "layers - whitened + frozen": {
        model: {
          kind: "layers",
          layers: [
            { kind: "convolution", filters: 9, kernel: 2, padding: "valid" },
            "relu",
            { kind: "convolution", filters: 9, kernel: 3, stride: 2 },
            "flatten",
          ],
          initialization: { kind: "whitened", images: 30, epsilon: 1e-2, others: "dirac" },
        },
        groups: { kind: "roles", frozen: ["W1"] },
      },
      "layers - float64 + features": {
        model: {
          kind: "layers",
          layers: [
            "flatten",
            {
              kind: "residual",
              shortcut: "projection",
              body: [{ kind: "affine", outputs: 8 }, "batch-norm"],
            },
            "relu",
            {
              kind: "residual",
              shortcut: "identity",
              keepRatio: 0.5,
              body: [
                { kind: "affine", outputs: 8, bias: false },
                { kind: "layer-norm", epsilon: 1e-3, firstGamma: 0.3 },
                { kind: "dropout", keepRatio: 0.5 },
              ],
            },
            { kind: "batch-norm", momentum: 0.5 },
            { kind: "affine", outputs: 6 },
            "relu",
          ],
        },
        precision: "float64",
      },
      "layers - numpy-legacy": {
        dataset: { kind: "numpy-legacy", seed: 231, examples: 60, features: 7, classes: 3 },
        precision: "float64",
        model: {
          kind: "layers",
          layers: [
            { kind: "affine", outputs: 5 },
            "gelu",
            "gelu-tanh",
            { kind: "elu", alpha: 0.7 },
            { kind: "residual", shortcut: "projection", body: [{ kind: "affine", outputs: 4 }] },
            "silu",
            "tanh",
            "sigmoid",
          ],
          initialization: {
            kind: "numpy-legacy",
            seed: 7,
            weightScale: 0.05,
            normalsBefore: 3,
            integersBefore: 2,
            integerBound: 10,
            networksBefore: 1,
          },
        },
      },
      "layers - no layers": {
        dataset: { kind: "numpy-legacy", seed: 231, examples: 60, features: 7, classes: 3 },
        precision: "float64",
        model: { kind: "layers", layers: [] },
      },
      "layers - diverges in a block": {
        model: {
          kind: "layers",
          layers: [
            {
              kind: "residual",
              keepRatio: 0.5,
              body: [{ kind: "convolution", filters: 1, kernel: 3 }],
            },
            { kind: "dropout", keepRatio: 0.5 },
            "flatten",
          ],
        },
        optimizer: { kind: "sgd", learningRate: 1e37 },
      },
      "layers - diverges in an evaluation": {
        dataset: { ...dataset, trainExamples: 40 },
        model: {
          kind: "layers",
          layers: [
            {
              kind: "residual",
              keepRatio: 0.5,
              body: [{ kind: "convolution", filters: 1, kernel: 3 }],
            },
            { kind: "dropout", keepRatio: 0.5 },
            "flatten",
          ],
        },
        optimizer: { kind: "sgd", learningRate: 1e37 },
      },
      "alternating flips + reflected edges + erased squares": {
        augmentation: { kind: "images", flip: "alternate", shift: 2, edge: "reflect", erase: 3 },
      },
      "diverges": { optimizer: { kind: "sgd", learningRate: 1e30 } },
    },
  },
  seeds: [1, 4294967297],
} satisfies Experiment;
