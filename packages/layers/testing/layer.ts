/** Layers set up for tests: reference kernels, seed 1, parameters by hand. */
import { createStream } from "@samebit/random";
import { createReferenceKernels, type Floats, type Precision, type Shape } from "@samebit/tensors";
import type { Layer } from "../layer.ts";
import { layOutParameters } from "../parameters.ts";
import { designLayer, type LayerConfig } from "../registry.ts";
import { createSequence, declareSequence } from "../sequence.ts";

/** A pass of the first training step. */
export const TRAINING = { training: true, step: 1 } as const;

/** A pass that only evaluates. */
export const TESTING = { training: false } as const;

/** How a layer is set up unless a test says otherwise. */
export interface LayerSetUp {
  /** The axes of one example; one of 2 numbers. */
  readonly inputShape?: Shape;
  /** Whether the gradient of its x is computed; it is. */
  readonly inputGradient?: boolean;
  /** Of its kernels; float64. */
  readonly precision?: Precision;
  /** The largest number of rows; 4. */
  readonly maxRows?: number;
}

/** Layer number 1 with its parameters set to `values`, by name; rows of 2 numbers go in. */
export function createTestLayer(
  config: LayerConfig,
  values: Readonly<Record<string, readonly number[]>> = {},
  { inputShape = [2], inputGradient = true, precision = "float64", maxRows = 4 }: LayerSetUp = {},
): Layer {
  const kernels = createReferenceKernels(precision);
  const sequence = declareSequence([{ number: 1, design: designLayer(config) }], inputShape);
  const { entries } = layOutParameters(sequence.parameters, kernels);
  entries.forEach(({ name, value }) => value.data.set(values[name]!));
  return createSequence(sequence, {
    kernels,
    maxRows,
    inputGradient,
    parameters: entries,
    stream: (name) => createStream(1, name),
  })[0]!;
}

/** `count` numbers from `from` to `to`, evenly spaced: the course's way of making data. */
export function linspace(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (to - from) * i / (count - 1));
}

/** The first `count` numbers as a list, to compare with a literal. */
export function listed(values: Floats, count: number = values.length): number[] {
  return Array.from(values.subarray(0, count));
}

/** The greatest relative difference, as the course measures it. */
export function relativeDifference(found: ArrayLike<number>, printed: readonly number[]): number {
  return Math.max(
    ...printed.map((wanted, i) =>
      Math.abs(found[i]! - wanted) / Math.max(1e-8, Math.abs(found[i]!) + Math.abs(wanted))
    ),
  );
}

/** The bits of numbers, so that 0 and −0 differ when they are compared. */
export function bits(values: Floats): Uint32Array {
  return new Uint32Array(values.slice().buffer);
}
