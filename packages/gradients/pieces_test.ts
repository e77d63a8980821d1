/** Minibatches in pieces: the same bits as whole ones, of every layer, or a refusal. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { type LayerConfig, LAYERS } from "@samebit/layers";
import { bits } from "@samebit/layers/testing";
import type { LossConfig } from "@samebit/losses";
import { createNetwork, type LayerOrBlock, type Network } from "@samebit/networks";
import { PLAIN_PURPOSE } from "@samebit/networks/testing";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels, type Shape, sizeOf } from "@samebit/tensors";
import { LAYER_SAMPLES, sampleShapes } from "./gradient_samples.ts";

const ROWS = 7;
const CLASSES = 3;
const SOFTMAX: LossConfig = { kind: "softmax", labelSmoothing: 0.1, classWeights: "none" };

function build(layers: readonly LayerOrBlock[], inputShape: Shape, rowsAtOnce?: number): Network {
  const purpose = { ...PLAIN_PURPOSE, inputShape, outputs: CLASSES, loss: SOFTMAX };
  return createNetwork({ kind: "layers", layers }, { ...purpose, l2: 0.1, mixes: true }, {
    kernels: createReferenceKernels("float32"),
    maxRows: ROWS,
    ...(rowsAtOnce !== undefined && { rowsAtOnce }),
    stream: (name) => createStream(1, name),
  });
}

/** All that two steps and an evaluation leave, as bits. */
function passesOf(network: Network, share: number): unknown {
  const size = sizeOf(network.inputShape);
  const x = new Float32Array(ROWS * size);
  const labels = Uint16Array.from({ length: ROWS }, (_, r) => r % CLASSES);
  const after = [1, 2].map((step) => {
    fillNormal(createStream(2, "x"), step, x);
    const loss = network.step(x, labels, ROWS, step, share);
    const left = [network.parameters.gradients, network.losses].map(bits);
    network.parameters.values.forEach((value, i, all) => {
      all[i] = value - 0.1 * network.parameters.gradients[i]!;
    });
    return [loss, left];
  });
  const { lossSum, scores } = network.evaluate(x, labels, ROWS);
  return [after, lossSum, bits(scores.slice(0, ROWS * CLASSES))];
}

function layersAround(config: LayerConfig, shape: Shape): readonly LayerOrBlock[] {
  const first: LayerOrBlock = shape.length === 1
    ? { kind: "affine", outputs: shape[0]!, bias: true }
    : {
      ...{ kind: "convolution", filters: shape[0]!, kernel: 3, stride: 1 },
      ...{ padding: "same", groups: 1, bias: true },
    };
  return [first, config, ...(shape.length === 1 ? [] : [{ kind: "flatten" } as const])];
}

for (const [kind, samples] of Object.entries(LAYER_SAMPLES)) {
  if (LAYERS[kind as LayerConfig["kind"]].wholeBatch !== undefined) continue;
  Deno.test(`${kind} gives the same bits for a minibatch in pieces`, () => {
    for (const config of samples) {
      for (const shape of sampleShapes(config.kind)) {
        const isFlat = ["flatten", "global-average-pool"].includes(config.kind);
        const layers = isFlat
          ? layersAround(config, shape).slice(0, 2)
          : layersAround(config, shape);
        const whole = passesOf(build(layers, shape), 0.7);
        for (const rowsAtOnce of [1, 3]) {
          assertEquals(passesOf(build(layers, shape, rowsAtOnce), 0.7), whole);
        }
      }
    }
  });
}

const BLOCK: LayerOrBlock = {
  ...{ kind: "residual", shortcut: "projection", keepRatio: 0.6 },
  body: [{ kind: "affine", outputs: 6, bias: false }, { kind: "relu" }],
};

Deno.test("residual gives the same bits for a minibatch in pieces, with stochastic depth", () => {
  const whole = passesOf(build([BLOCK, { kind: "relu" }], [5]), 1);
  assertEquals(passesOf(build([BLOCK, { kind: "relu" }], [5], 2), 1), whole);
});

Deno.test("createNetwork refuses pieces if a layer needs the whole minibatch", () => {
  const norm = LAYER_SAMPLES["batch-norm"][0]!;
  const layers = [{ ...BLOCK, shortcut: "identity", body: [norm] } as const];
  assertThrows(
    () => build(layers, [5], 2),
    RangeError,
    "residual1/batchNorm1: cannot take a minibatch in pieces, since its statistics",
  );
  assert(build(layers, [5], ROWS));
});

Deno.test("firstNotFinite names the same place for a minibatch in pieces", () => {
  const layers = [{ kind: "affine", outputs: 4, bias: true }, { kind: "relu" }] as const;
  const places = [undefined, 2].map((rowsAtOnce) => {
    const network = build(layers, [2], rowsAtOnce);
    const x = new Float32Array(ROWS * 2).fill(1);
    x[3] = Infinity;
    x[ROWS * 2 - 1] = NaN;
    const labels = new Uint16Array(ROWS);
    network.step(x, labels, ROWS, 1);
    return network.firstNotFinite(ROWS);
  });
  assertEquals(places, ["affine1", "affine1"]);
});

Deno.test("createNetwork limits the layers' buffers to the rows of a piece", () => {
  const network = build([{ kind: "affine", outputs: 4, bias: true }], [2], 2);
  assertEquals(network.layers.map(({ output }) => output.length), [2 * 4, 2 * CLASSES]);
});
