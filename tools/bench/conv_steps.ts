/**
 * The convolutional steps that are timed, (e) to (h), as networks an experiment file can declare: the
 * layers, batches and update rules of the peers' `torch_conv_step.py`. A network ends in an affine
 * layer with biases whatever its list says; the peer's (g) has none there, ten numbers of 2 million.
 *
 * @module
 */
import { type LayerSettings, resolve, type Settings } from "@samebit/experiment";
import type { Plan } from "@samebit/solver";

/** What a convolutional step is. */
interface ConvStep {
  /** What it is, for the table. */
  readonly about: string;
  /** The network and its update. */
  readonly plan: Plan;
}

function planOf(
  layers: readonly LayerSettings[],
  batchSize: number,
  optimizer: Settings["optimizer"],
): Plan {
  return resolve({
    dataset: { kind: "cifar10", trainExamples: "all", validationExamples: 1 },
    model: { kind: "layers", layers },
    optimizer,
    batchSize,
    epochs: 1,
    sampling: "with-replacement",
    evaluation: { trainExamples: 1, test: false },
  }, 0);
}

function convolution(filters: number, stride = 1): LayerSettings {
  return { kind: "convolution", filters, kernel: 3, stride, padding: 1, bias: false };
}

/** The course's three-layer network. */
const COURSE: readonly LayerSettings[] = [
  { kind: "convolution", filters: 32, kernel: 7, padding: 3 },
  "relu",
  "max-pool",
  "flatten",
  { kind: "affine", outputs: 500 },
  "relu",
];

/** Six 3x3 convolutions with batch normalization. */
const SIX: readonly LayerSettings[] = [
  ...[32, 64, 128].flatMap((filters): LayerSettings[] => [
    ...[1, 2].flatMap((): LayerSettings[] => [convolution(filters), "batch-norm", "relu"]),
    "max-pool",
  ]),
  "global-average-pool",
];

/** The shape of airbench94 (Jordan 2024). */
const AIRBENCH: readonly LayerSettings[] = [
  { kind: "convolution", filters: 24, kernel: 2, padding: 0 },
  "gelu",
  ...[64, 256, 256].flatMap((filters): LayerSettings[] => [
    convolution(filters),
    "max-pool",
    "batch-norm",
    "gelu",
    convolution(filters),
    "batch-norm",
    "gelu",
  ]),
  { kind: "max-pool", size: 3, stride: 3 },
  "flatten",
];

/** ResNet-20 with padded shortcuts (He et al. 2015, option A). */
const RESNET: readonly LayerSettings[] = [
  convolution(16),
  "batch-norm",
  "relu",
  ...[16, 32, 64].flatMap((filters, group) =>
    [0, 1, 2].flatMap((block): LayerSettings[] => {
      const stride = group > 0 && block === 0 ? 2 : 1;
      const first = [convolution(filters, stride), "batch-norm", "relu"] as const;
      const body = [...first, convolution(filters), "batch-norm"] as const;
      return [{ kind: "residual", shortcut: stride > 1 ? "padding" : "identity", body }, "relu"];
    })
  ),
  "global-average-pool",
];

/** The steps by name. */
export const CONV_STEPS: Readonly<Record<string, ConvStep>> = {
  e: {
    about: "7x7 convolution to 32, max pool, affine 500, Adam, batch 50",
    plan: planOf(COURSE, 50, { kind: "adam", learningRate: 1e-3 }),
  },
  f: {
    about: "six 3x3 convolutions, batch norm, AdamW, batch 128",
    plan: planOf(SIX, 128, { kind: "adamw", learningRate: 1e-3 }),
  },
  g: {
    about: "airbench94's shape, Nesterov, batch 256",
    plan: planOf(AIRBENCH, 256, { kind: "nesterov", learningRate: 0.1, momentum: 0.85 }),
  },
  h: {
    about: "ResNet-20, momentum, batch 128",
    plan: planOf(RESNET, 128, { kind: "momentum", learningRate: 0.1 }),
  },
};
