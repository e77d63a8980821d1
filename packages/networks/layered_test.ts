import { assertEquals, assertThrows } from "@std/assert";
import { LayerFault, withInner } from "@samebit/layers";
import { createStream } from "@samebit/random";
import { createReferenceKernels, type Shape } from "@samebit/tensors";
import type { LayerOrBlock } from "./blocks/registry.ts";
import { createNetwork, measureNetwork } from "./registry.ts";
import { PLAIN_PURPOSE } from "./testing/plain.ts";

const CONVOLUTION = {
  kind: "convolution",
  filters: 4,
  kernel: 3,
  stride: 1,
  padding: "same",
  groups: 1,
  bias: true,
} as const;
const RELU = { kind: "relu" } as const;
const FLATTEN = { kind: "flatten" } as const;
const POOL = { kind: "max-pool", size: 2, stride: 2 } as const;
const block = (...body: LayerOrBlock[]) =>
  ({ kind: "residual", shortcut: "identity", keepRatio: 1, body }) as const;

const LAYERS: readonly LayerOrBlock[] = [
  CONVOLUTION,
  RELU,
  {
    kind: "repeat",
    times: 2,
    body: [block(CONVOLUTION, RELU, { ...CONVOLUTION, bias: false }), RELU],
  },
  POOL,
  FLATTEN,
  { kind: "affine", outputs: 5, bias: true },
  { kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 },
];

function create(layers: readonly LayerOrBlock[], inputShape: Shape = [3, 4, 4]) {
  return createNetwork({ kind: "layers", layers }, { ...PLAIN_PURPOSE, inputShape }, {
    kernels: createReferenceKernels("float32"),
    maxRows: 4,
    stream: (name) => createStream(1, name),
  });
}

Deno.test("layered numbers layers by their parameters' names, and blocks separately", () => {
  const network = create(LAYERS);
  assertEquals(network.layers.flatMap(withInner).map(({ name }) => name), [
    "convolution1",
    "relu1",
    "residual1/convolution1",
    "residual1/relu1",
    "residual1/convolution2",
    "residual1",
    "relu2",
    "residual2/convolution1",
    "residual2/relu1",
    "residual2/convolution2",
    "residual2",
    "relu3",
    "maxPool1",
    "flatten1",
    "affine2",
    "batchNorm1",
    "affine3",
  ]);
  assertEquals(network.entries.map(({ name }) => name), [
    ...["W1", "b1"],
    ...["residual1/W1", "residual1/b1", "residual1/W2"],
    ...["residual2/W1", "residual2/b1", "residual2/W2"],
    ...["W2", "b2", "gamma1", "beta1", "W3", "b3"],
  ]);
  assertEquals(network.outputs, 3);
});

Deno.test("layered names layers in a table as in training", () => {
  const { layers } = measureNetwork({ kind: "layers", layers: LAYERS }, [3, 4, 4], 3);
  const atWork = create(LAYERS).layers.flatMap(withInner);
  assertEquals(layers.map(({ title }) => title), atWork.map(({ name }) => name));
  assertEquals(
    layers.map(({ outputShape }) => outputShape),
    atWork.map(({ outputShape }) => outputShape),
  );
});

Deno.test("layered counts parameters and multiplications, in blocks too", () => {
  const { layers, parameters, multiplications } = measureNetwork(
    { kind: "layers", layers: LAYERS },
    [3, 4, 4],
    3,
  );
  const sizes = new Map(layers.map((layer) => [layer.title, layer]));
  const first = sizes.get("convolution1")!;
  assertEquals([first.parameters, first.multiplications], [4 * 27 + 4, 4 * 27 * 16]);
  const inBlock = sizes.get("residual2")!;
  assertEquals([inBlock.parameters, inBlock.multiplications], [2 * 144 + 4, 2 * 144 * 16]);
  const network = create(LAYERS);
  assertEquals(parameters, network.parameters.values.length);
  assertEquals(multiplications, 4 * 27 * 16 + 4 * 144 * 16 + 16 * 5 + 5 * 3);
});

Deno.test("layered takes rows of pixels as images of one channel", () => {
  assertEquals(create([CONVOLUTION, FLATTEN], [4, 4]).inputShape, [1, 4, 4]);
  assertEquals(create([], [4]).entries[0]!.shape, [4, 3]);
});

Deno.test("layered repeats layers with separate weights each time", () => {
  const { entries } = create([{ kind: "repeat", times: 2, body: [CONVOLUTION] }, FLATTEN], [
    4,
    3,
    3,
  ]);
  const [first, , second] = entries;
  assertEquals([first!.name, second!.name], ["W1", "W2"]);
  assertEquals(first!.value.data[0] === second!.value.data[0], false);
});

Deno.test("layered names the place of a layer that does not fit, and its input shape", () => {
  const refused = (layers: readonly LayerOrBlock[], place: string, message: string) => {
    const fault = assertThrows(() => create(layers), LayerFault);
    assertEquals([fault.place.join("."), fault.message], [place, message]);
  };
  refused(
    [POOL, POOL, POOL],
    "layers.2",
    "maxPool3: size cannot be 2 on images of 1 by 1 pixels; wanted at most 1 " +
      "(its input is [3, 1, 1])",
  );
  refused(
    [{ ...CONVOLUTION, kernel: 1, padding: 2 ** 32, stride: 2 ** 28 }],
    "layers.0",
    "convolution1: padding cannot be 4294967296; wanted at most 536870911 (its input is [3, 4, 4])",
  );
  refused(
    [{ ...POOL, stride: 2 ** 32 }],
    "layers.0",
    "maxPool1: stride cannot be 4294967296; wanted at most 536870911 (its input is [3, 4, 4])",
  );
  refused(
    [{ kind: "repeat", times: 2, body: [block({ ...CONVOLUTION, groups: 5 })] }],
    "layers.0.body.0.body.0",
    "residual1/convolution1: groups cannot be 5 with 3 channels; wanted a divisor " +
      "(its input is [3, 4, 4])",
  );
  refused(
    [block(CONVOLUTION)],
    "layers.0",
    'residual1: its body gives [4, 4, 4] and its shortcut [3, 4, 4]; wanted the same, or shortcut "projection" ' +
      'or "padding"',
  );
  refused(
    [CONVOLUTION],
    "layers",
    'affine2: input cannot be of shape [4, 4, 4]; wanted [features], which "flatten" makes of it',
  );
});
