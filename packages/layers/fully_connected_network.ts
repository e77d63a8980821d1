/**
 * The course's fully connected network: {affine, [norm], relu, [dropout]} × (L − 1), affine. It is a
 * choice of layers and nothing else; how layers run as a network is network.ts.
 *
 * The affine before a batch norm has no bias: docs/decisions/no-bias-before-batch-norm.md.
 */
import { requireInteger, requireNumber } from "./checks.ts";
import type { Initialization } from "./initialization.ts";
import { createNetwork, type Network, type NetworkContext, type NumberedLayer } from "./network.ts";
import type { LayerConfig, LossConfig } from "./registry.ts";

/** What stands between the affine and the relu of a hidden layer. */
export type Normalization =
  | {
    /** Nothing. */
    readonly kind: "none";
  }
  | {
    /** Batch normalization: see {@link BatchNormConfig}. */
    readonly kind: "batch";
    /** Added to the variance under the root; the course: 1e-5. */
    readonly epsilon: number;
    /** The share of the running statistics that a step keeps; the course: 0.9. */
    readonly momentum: number;
  }
  | {
    /** Layer normalization: see {@link LayerNormConfig}. */
    readonly kind: "layer";
    /** Added to the variance under the root; the course: 1e-5. */
    readonly epsilon: number;
  };

/** A fully connected network as plain data, every field given. */
export interface FullyConnectedConfig {
  /** Numbers in one row of x. */
  readonly inputs: number;
  /** Units of each hidden layer; empty for a linear classifier. */
  readonly hidden: readonly number[];
  /** The number of classes, 2..256. */
  readonly classes: number;
  /** What stands between the affine and the relu of each hidden layer. */
  readonly normalization: Normalization;
  /** The probability that dropout keeps a number, above 0; 1 is no dropout. */
  readonly keepRatio: number;
  /** How weights begin. */
  readonly initialization: Initialization;
  /** What is minimised, beside the penalty. */
  readonly loss: LossConfig;
  /** The strength of the penalty 0.5·l2·ΣW²; 0 is none. */
  readonly l2: number;
}

/**
 * A fully connected network at work, its parameters initialized.
 *
 * Parameters bear the course's names: `W1: [inputs, hidden[0]]`, `b1`, `gamma1`, `beta1`, `W2`, ...;
 * the running statistics of a batch norm are `runningMean1` and `runningVariance1`. There is no b
 * before a batch norm, and the gradient of x is not computed.
 *
 * @throws {RangeError} A size or a hyperparameter is out of range.
 *
 * @example
 * ```ts
 * import { createFullyConnectedNetwork } from "@samebit/layers";
 * import { createStream } from "@samebit/random";
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const network = createFullyConnectedNetwork({
 *   inputs: 4,
 *   hidden: [8],
 *   classes: 3,
 *   normalization: { kind: "none" },
 *   keepRatio: 1,
 *   initialization: { kind: "scaled", weightScale: 1e-3 },
 *   loss: { kind: "softmax", labelSmoothing: 0 },
 *   l2: 0,
 * }, {
 *   kernels: createReferenceKernels("float32"),
 *   maxRows: 2,
 *   stream: (name) => createStream(1, name),
 * });
 *
 * const x = Float32Array.of(1, 2, 3, 4, -1, -2, -3, -4);
 * const loss = network.step(x, Uint8Array.of(0, 2), 2, 1);
 * assertAlmostEquals(loss, Math.log(3), 1e-3);
 * assertEquals(network.entries.map((entry) => entry.name), ["W1", "b1", "W2", "b2"]);
 * ```
 */
export function createFullyConnectedNetwork(
  config: FullyConnectedConfig,
  context: NetworkContext,
): Network {
  const { inputs, classes, initialization, loss, l2 } = config;
  checkConfig(config);
  const layers = planLayers(config);
  return createNetwork({ inputs, classes, layers, initialization, loss, l2 }, context);
}

function checkConfig({ inputs, hidden, classes, keepRatio, l2 }: FullyConnectedConfig): void {
  const where = "a fully connected network";
  requireInteger(where, "inputs", inputs, 1);
  hidden.forEach((units, i) => requireInteger(where, `hidden[${i}]`, units, 1));
  requireInteger(where, "classes", classes, 2);
  requireNumber(where, "classes", classes, classes <= 256, "at most 256, as labels are bytes");
  const isRatio = keepRatio > 0 && keepRatio <= 1;
  requireNumber(where, "keepRatio", keepRatio, isRatio, "above 0 and at most 1");
  requireNumber(where, "l2", l2, l2 >= 0, "at least 0");
}

function planLayers(config: FullyConnectedConfig): NumberedLayer[] {
  const { inputs, hidden, classes, normalization } = config;
  const sizes = [inputs, ...hidden, classes];
  return sizes.slice(1).flatMap((outputs, i) => {
    const isLast = i === hidden.length;
    const bias = isLast || normalization.kind !== "batch";
    const inputGradient = i > 0;
    const first = { kind: "affine", inputs: sizes[i]!, outputs, bias, inputGradient } as const;
    const rest = isLast ? [] : planAfterAffine(config, outputs);
    return [first, ...rest].map((layer) => ({ number: i + 1, config: layer }));
  });
}

function planAfterAffine(config: FullyConnectedConfig, features: number): LayerConfig[] {
  const { normalization, keepRatio } = config;
  const layers: LayerConfig[] = [{ kind: "relu", features }];
  if (normalization.kind === "batch") {
    const { epsilon, momentum } = normalization;
    layers.unshift({ kind: "batch-norm", features, epsilon, momentum });
  }
  if (normalization.kind === "layer") {
    layers.unshift({ kind: "layer-norm", features, epsilon: normalization.epsilon });
  }
  if (keepRatio < 1) layers.push({ kind: "dropout", features, keepRatio });
  return layers;
}
