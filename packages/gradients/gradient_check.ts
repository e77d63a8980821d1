/**
 * Analytic gradients compared with numeric ones, in float64: every layer, every loss, complete
 * networks. The tests and the command `check-gradients` show the same rows.
 *
 * A layer is checked through the scalar Σ weights·y with fixed random weights, a network through the
 * loss that a step minimises, penalty included, with the dropout mask of step 1.
 */
import {
  createSequence,
  declareSequence,
  designLayer,
  type Layer,
  type LayerConfig,
  type LayerDesign,
  layOutParameters,
  withInner,
} from "@samebit/layers";
import { createLoss, type Loss, type LossConfig, type Targets } from "@samebit/losses";
import { createNetwork } from "@samebit/networks";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels, type Floats, type Shape, sizeOf } from "@samebit/tensors";
import {
  LAYER_SAMPLES,
  LOSS_SAMPLES,
  type NetworkSample,
  networkSamples,
  SAMPLE_CLASSES,
  SAMPLE_ROWS,
  sampleShapes,
} from "./gradient_samples.ts";
import { lossSides, sampleTargets, sides } from "./gradient_targets.ts";
import { compareGradients, type GradientComparison, type Probe } from "./numeric_gradient.ts";

/** One gradient that was checked. */
export interface GradientCheck extends GradientComparison {
  /** The layer, loss or network with its distinguishing settings, such as `affine with bias`. */
  readonly subject: string;
  /** The gradient, such as `W1` or `x`. */
  readonly gradient: string;
  /** What `relativeError` must not exceed. */
  readonly bound: number;
}

/** The bound of every relative error; kinks are skipped, so that none needs a larger one. */
const BOUND = 1e-7;

/** The mode of every pass. */
export const TRAINING = { training: true, step: 1 } as const;

/**
 * Checks the samples of every kind of layer and of loss, and of complete networks: each
 * normalization with and without dropout and L2, under each loss. Some 650 rows, a few seconds.
 *
 * @example
 * ```ts ignore
 * import { checkGradients } from "@samebit/gradients";
 * import { assert } from "@std/assert";
 *
 * assert(checkGradients().every((check) => check.relativeError <= check.bound));
 * ```
 */
export function checkGradients(): GradientCheck[] {
  return [
    ...Object.values(LAYER_SAMPLES).flat().flatMap(checkLayerGradients),
    ...Object.values(LOSS_SAMPLES).flat().flatMap(checkLossGradients),
    ...networkSamples().flatMap(checkNetworkGradients),
  ];
}

/**
 * Checks the gradients of a layer by its input and by each of its parameters, on examples of each
 * shape that it takes.
 */
function checkLayerGradients(config: LayerConfig): GradientCheck[] {
  return sampleShapes(config.kind).flatMap((shape) =>
    checkDesign(describeLayer(config, shape), shape, designLayer(config))
  );
}

/** Checks the gradients of a layer on examples of one shape. */
export function checkDesign(subject: string, shape: Shape, design: LayerDesign): GradientCheck[] {
  const kernels = createReferenceKernels("float64");
  const sequence = declareSequence([{ number: 1, design }], shape);
  const { entries } = layOutParameters(sequence.parameters, kernels);
  const [layer] = createSequence(sequence, {
    kernels,
    maxRows: SAMPLE_ROWS,
    inputGradient: true,
    parameters: entries,
    stream,
  }) as [Layer];
  entries.forEach(({ name, value }) => fillNormal(stream(name), 0, value.data));
  const x = randomNumbers("x", SAMPLE_ROWS * sizeOf(shape));
  const weights = randomNumbers("weights", SAMPLE_ROWS * sizeOf(sequence.outputShape));
  const probe: Probe = {
    value: () => dot(layer.forward(x, SAMPLE_ROWS, TRAINING), weights),
    // If a learned slope below a kink is negative, outputs do not show which side they are on.
    sides: () => activationSides([layer], SAMPLE_ROWS) + (layer.activation ? sides(x) : ""),
  };
  probe.value();
  const xGrad = layer.backward(weights, SAMPLE_ROWS).slice();
  const row = (gradient: string, numbers: Floats, analytic: Floats): GradientCheck => ({
    subject,
    gradient,
    bound: BOUND,
    ...compareGradients(probe, numbers, analytic),
  });
  return [
    row("x", x, xGrad),
    ...entries.map(({ name, value, gradient }) => row(name, value.data, gradient.data.slice())),
  ];
}

/** Checks the gradient of the mean loss of a batch by the scores. */
function checkLossGradients(config: LossConfig): GradientCheck[] {
  const kernels = createReferenceKernels("float64");
  const loss = createLoss(config, { kernels, maxRows: SAMPLE_ROWS, outputs: SAMPLE_CLASSES });
  const targets = sampleTargets(config, SAMPLE_ROWS, SAMPLE_CLASSES);
  const sides = (scores: Floats) => lossSides(config, scores, targets);
  return [checkLoss(describeLoss(config), loss, targets, sides)];
}

/** Checks the gradient of the mean of a loss in float64; `sides` says where its kinks are. */
export function checkLoss(
  subject: string,
  loss: Loss,
  targets: Targets,
  sides: (scores: Floats) => string,
): GradientCheck {
  const scores = randomNumbers("scores", SAMPLE_ROWS * SAMPLE_CLASSES);
  const probe: Probe = {
    value() {
      loss.forward(scores, targets, SAMPLE_ROWS, TRAINING);
      return Array.from(loss.losses).reduce((sum, value) => sum + value) / SAMPLE_ROWS;
    },
    sides: () => sides(scores),
  };
  probe.value();
  const comparison = compareGradients(probe, scores, loss.scoresGrad.slice());
  return { subject, gradient: "scores", bound: BOUND, ...comparison };
}

/** Checks the gradients of a network's loss, penalty included, by each of its parameters. */
function checkNetworkGradients(sample: NetworkSample): GradientCheck[] {
  const { config, purpose } = sample;
  const kernels = createReferenceKernels("float64");
  const context = { kernels, maxRows: SAMPLE_ROWS, stream };
  const network = createNetwork(config, purpose, context);
  const x = randomNumbers("x", SAMPLE_ROWS * sizeOf(purpose.inputShape));
  const targets = sampleTargets(purpose.loss, SAMPLE_ROWS, purpose.outputs);
  const probe: Probe = {
    value: () => network.step(x, targets, SAMPLE_ROWS, TRAINING.step),
    sides: () =>
      activationSides(network.layers, SAMPLE_ROWS) +
      lossSides(purpose.loss, network.layers.at(-1)!.output, targets),
  };
  probe.value();
  const subject = describeNetwork(sample);
  const analytic = network.entries.map(({ gradient }) => gradient.data.slice());
  return network.entries.map(({ name, value }, i) => {
    const comparison = compareGradients(probe, value.data, analytic[i]!);
    return { subject, gradient: name, bound: BOUND, ...comparison };
  });
}

/** The stream of a name. */
export function stream(name: string): ReturnType<typeof createStream> {
  return createStream(231, name);
}

/** Numbers drawn from the stream of a name. */
export function randomNumbers(name: string, length: number): Float64Array {
  const numbers = new Float64Array(length);
  fillNormal(stream(name), 0, numbers);
  return numbers;
}

function dot(a: Floats, b: Floats): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Which outputs of activations are above 0: a kink, if there is one, is where this changes. */
function activationSides(layers: readonly Layer[], rows: number): string {
  return layers.flatMap(withInner)
    .filter(({ activation }) => activation !== undefined)
    .map(({ output, outputShape }) => sides(output.subarray(0, rows * sizeOf(outputShape))))
    .join(" ");
}

function describeLayer(config: LayerConfig, shape: Shape): string {
  if (config.kind === "batch-norm" && shape.length === 3) return "batch-norm of images";
  if (config.kind === "group-norm") return `group-norm, groups ${config.groups}`;
  if (config.kind === "convolution") return describeConvolution(config);
  if (config.kind !== "affine") return config.kind;
  return config.bias ? "affine with bias" : "affine without bias";
}

function describeConvolution(config: Extract<LayerConfig, { kind: "convolution" }>): string {
  const { filters, kernel, stride, padding, groups, bias } = config;
  const size = `${filters} filters of ${kernel}x${kernel}, stride ${stride}, padding ${padding}`;
  return `convolution: ${size}, groups ${groups}, ${bias ? "bias" : "no bias"}`;
}

function describeLoss(config: LossConfig): string {
  const { kind } = config;
  const isSmoothed = "labelSmoothing" in config && config.labelSmoothing > 0;
  const isWeighted = "classWeights" in config && config.classWeights !== "none";
  const isPositive = "positiveWeights" in config && config.positiveWeights !== "none";
  return kind + (isSmoothed ? ` smoothed by ${config.labelSmoothing}` : "") +
    (isWeighted ? ", classes weighted" : "") + (isPositive ? ", labels weighted" : "");
}

function describeNetwork({ name, config, purpose: { l2, loss } }: NetworkSample): string {
  if (name !== undefined) return `network: ${name}`;
  if (config.kind !== "fully-connected") return `network: ${config.kind}`;
  const { normalization, keepRatio } = config;
  const normalized = normalization.kind === "none" ? "no norm" : `${normalization.kind} norm`;
  return `network: ${normalized}, keepRatio ${keepRatio}, l2 ${l2}, ${describeLoss(loss)}`;
}
