import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createSequence, declareSequence, type Layer, layOutParameters } from "@samebit/layers";
import { list, TESTING, TRAINING } from "@samebit/layers/testing";
import { createStream, fillMask } from "@samebit/random";
import { createReferenceKernels, type Shape } from "@samebit/tensors";
import { type LayerOrBlock, numberLayers } from "./registry.ts";

const stream = (name: string) => createStream(1, name);

/** A block at work, float64, with every weight 2 and every bias 0. */
function createBlock(config: LayerOrBlock, inputShape: Shape, maxRows = 4): Layer {
  const kernels = createReferenceKernels("float64");
  const sequence = declareSequence(numberLayers([config], []), inputShape);
  const { entries } = layOutParameters(sequence.parameters, kernels);
  entries.forEach(({ role, value }) => value.data.fill(role === "weight" ? 2 : 0));
  const context = { kernels, maxRows, inputGradient: true, parameters: entries, stream };
  return createSequence(sequence, context)[0]!;
}

const affine = (outputs: number) => ({ kind: "affine", outputs, bias: true }) as const;
const block = (shortcut: "identity" | "padding" | "projection", body: readonly LayerOrBlock[]) =>
  ({ kind: "residual", shortcut, keepRatio: 1, body }) as const;
const convolution = (filters: number, stride: number) =>
  ({
    kind: "convolution",
    filters,
    kernel: 1,
    stride,
    padding: "valid",
    groups: 1,
    bias: false,
  }) as const;

Deno.test("residual adds x to its body, and both gradients", () => {
  const layer = createBlock(block("identity", [affine(2)]), [2]);
  const x = Float64Array.of(1, 2, 3, -4);
  // Both outputs of a row are twice its sum.
  assertEquals(list(layer.forward(x, 2, TRAINING), 4), [6 + 1, 6 + 2, -2 + 3, -2 - 4]);
  assertEquals(list(layer.backward(Float64Array.of(1, 0, 0, 1), 2), 4), [3, 2, 2, 3]);
  assertEquals(list(layer.layers![0]!.parameters[0]!.gradient.data), [1, 3, 2, -4]);
});

Deno.test("residual projects features and images to the shape of its body", () => {
  const features = createBlock(block("projection", [affine(3)]), [2]);
  assertEquals(list(features.forward(Float64Array.of(1, 2), 1, TESTING), 3), [12, 12, 12]);
  const images = createBlock(block("projection", [convolution(2, 2)]), [1, 3, 3]);
  const x = Float64Array.from({ length: 9 }, (_, i) => i);
  assertEquals(list(images.forward(x, 1, TESTING), 8), [0, 8, 24, 32, 0, 8, 24, 32]);
});

Deno.test("residual pads with channels of zeros and takes every stride-th pixel", () => {
  const layer = createBlock(block("padding", [convolution(2, 2)]), [1, 3, 3]);
  const x = Float64Array.from({ length: 9 }, (_, i) => i);
  assertEquals(list(layer.forward(x, 1, TRAINING), 8), [0, 6, 18, 24, 0, 4, 12, 16]);
  const xGrad = layer.backward(Float64Array.of(1, 1, 1, 1, 10, 10, 10, 10), 1);
  assertEquals(list(xGrad, 9), [23, 0, 23, 0, 0, 0, 23, 0, 23]);
});

Deno.test("residual keeps or drops the body of each example in training, by its stream", () => {
  const rows = 64;
  const config = { ...block("identity", [affine(2)]), keepRatio: 0.25 };
  const layer = createBlock(config, [2], rows);
  const x = new Float64Array(2 * rows).fill(1);
  const mask = new Float64Array(rows);
  fillMask(stream("residual1"), TRAINING.step, 0.25, mask);
  const kept = mask.filter((factor) => factor > 0).length;
  assertEquals(kept > 4 && kept < 32, true);
  const y = layer.forward(x, rows, TRAINING);
  mask.forEach((factor, r) => assertAlmostEquals(y[2 * r]!, 1 + 4 * factor, 1e-12));
  const xGrad = layer.backward(new Float64Array(2 * rows).fill(1), rows);
  mask.forEach((factor, r) => assertAlmostEquals(xGrad[2 * r]!, 1 + 4 * factor, 1e-12));
  assertEquals(list(layer.forward(x, rows, TESTING), 2), [5, 5]);
});

Deno.test("residual drops a body that is not a number", () => {
  const config = { ...block("identity", [affine(1)]), keepRatio: 0.5 };
  const layer = createBlock(config, [1], 32);
  layer.layers![0]!.parameters[0]!.value.data.fill(NaN);
  const y = layer.forward(new Float64Array(32).fill(7), 32, TRAINING);
  const dropped = y.filter((number) => !Number.isNaN(number));
  assertEquals(dropped.length > 4, true);
  assertEquals(dropped.every((number) => number === 7), true);
});

Deno.test("residual refuses a sum of different shapes, and shortcuts that lead nowhere", () => {
  const refused = (config: LayerOrBlock, inputShape: Shape, message: string) =>
    assertThrows(() => createBlock(config, inputShape), RangeError, message);
  refused(
    block("identity", [affine(3)]),
    [2],
    'residual1: its body gives [3] and its shortcut [2]; wanted the same, or shortcut "projection" or "padding"',
  );
  refused(
    block("padding", [convolution(1, 1)]),
    [2, 4, 4],
    'residual1: shortcut cannot be "padding" from [2, 4, 4] to [1, 4, 4], which has fewer channels',
  );
  refused(
    block("projection", [convolution(2, 1), { kind: "flatten" }]),
    [2, 4, 4],
    'residual1: shortcut cannot be "projection" from [2, 4, 4] to [32]',
  );
  refused(block("identity", []), [2], "residual1: body is empty; wanted at least one layer");
  const narrow = { ...block("identity", [affine(2)]), keepRatio: 0 };
  refused(narrow, [2], "residual1: keepRatio cannot be 0; wanted a number above 0 up to 1");
});
