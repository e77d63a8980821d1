/** Layers and networks set up for tests: reference kernels, seed 1, parameters by hand. */
import { createStream } from "@samebit/random";
import { createReferenceKernels, type Floats, type Precision } from "@samebit/tensors";
import type { FullyConnectedConfig } from "../fully_connected_network.ts";
import type { Layer } from "../layer.ts";
import { layOutParameters } from "../parameters.ts";
import { createLayer, declareLayer, type LayerConfig } from "../registry.ts";

/** A pass of the first training step. */
export const TRAINING = { training: true, step: 1 } as const;

/** A pass that only evaluates. */
export const TESTING = { training: false } as const;

/** Layer number 1 with its parameters set to `values`, by name. */
export function createTestLayer(
  config: LayerConfig,
  values: Readonly<Record<string, readonly number[]>> = {},
  precision: Precision = "float64",
  maxRows = 4,
): Layer {
  const kernels = createReferenceKernels(precision);
  const { entries } = layOutParameters(declareLayer(config, 1), kernels);
  entries.forEach(({ name, value }) => value.data.set(values[name]!));
  return createLayer(config, {
    kernels,
    maxRows,
    number: 1,
    parameters: entries,
    stream: (name) => createStream(1, name),
  });
}

/** `count` numbers from `from` to `to`, evenly spaced: the course's way of making data. */
export function linspace(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (to - from) * i / (count - 1));
}

/** The first `count` numbers as a list, to compare with a literal. */
export function list(values: Floats, count: number = values.length): number[] {
  return Array.from(values.subarray(0, count));
}

/** The bits of numbers, so that 0 and −0 differ when they are compared. */
export function bits(values: Floats): Uint32Array {
  return new Uint32Array(values.slice().buffer);
}

/** A small network without normalization, dropout and penalty. */
export const PLAIN_NETWORK: FullyConnectedConfig = {
  inputs: 4,
  hidden: [6, 5],
  classes: 3,
  normalization: { kind: "none" },
  keepRatio: 1,
  initialization: { kind: "he" },
  loss: { kind: "softmax", labelSmoothing: 0 },
  l2: 0,
};
