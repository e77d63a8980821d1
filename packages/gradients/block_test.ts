/** What a network does with a layer that holds layers. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { designLayer, type LayerConfig, type NumberedLayer } from "@samebit/layers";
import { assembleNetwork, type Network } from "@samebit/networks";
import { PLAIN_PURPOSE } from "@samebit/networks/testing";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { compareGradients } from "./numeric_gradient.ts";
import { residual } from "./testdata/block.ts";

const layer = (number: number, config: LayerConfig): NumberedLayer => ({
  number,
  design: designLayer(config),
});

const affine = (number: number, outputs: number) =>
  layer(number, { kind: "affine", outputs, bias: true });

/** affine, a block of a batch norm and two affine layers with dropout between, affine. */
function createBlockNetwork(): Network {
  const body = [
    layer(1, { kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 }),
    affine(1, 6),
    layer(1, { kind: "dropout", keepRatio: 0.7 }),
    affine(2, 5),
  ];
  return assembleNetwork({
    ...PLAIN_PURPOSE,
    layers: [affine(1, 5), { number: 2, design: residual(body) }, affine(3, 3)],
  }, {
    kernels: createReferenceKernels("float64"),
    maxRows: 6,
    stream: (name) => createStream(1, name),
  });
}

function createBatch(): { x: Float64Array; labels: Uint16Array } {
  const x = new Float64Array(6 * 4);
  fillNormal(createStream(2, "x"), 0, x);
  return { x, labels: Uint16Array.of(0, 1, 2, 0, 1, 2) };
}

Deno.test("assembleNetwork names the layers in a block by their path", () => {
  const network = createBlockNetwork();
  assertEquals(
    network.entries.map(({ name }) => name).join(" "),
    [
      "W1 b1",
      "block2/gamma1 block2/beta1 block2/W1 block2/b1 block2/W2 block2/b2",
      "W3 b3",
    ].join(" "),
  );
  assertEquals(
    network.state.map(({ name }) => name).join(" "),
    [
      "block2/runningMean1 block2/runningVariance1",
    ].join(" "),
  );
  assertEquals(network.layers.map(({ name }) => name), ["affine1", "block2", "affine3"]);
});

Deno.test("assembleNetwork draws a block's weights from streams of their own", () => {
  const [W1, , , , inner] = createBlockNetwork().entries;
  assertEquals([W1!.name, inner!.name], ["W1", "block2/W1"]);
  assert(W1!.value.data[0]! / inner!.value.data[0]! !== Math.sqrt(5 / 4));
});

Deno.test("step goes through a block forward and backward", () => {
  const network = createBlockNetwork();
  const { x, labels } = createBatch();
  const probe = { value: () => network.step(x, labels, 6, 1), sides: () => "" };
  probe.value();
  const analytic = network.entries.map(({ gradient }) => gradient.data.slice());
  network.entries.forEach(({ name, value }, i) => {
    const { relativeError } = compareGradients(probe, value.data, analytic[i]!);
    assert(relativeError <= 1e-7, `${name} is off by ${relativeError}`);
  });
});

Deno.test("firstNotFinite looks inside blocks", () => {
  const network = createBlockNetwork();
  const { x, labels } = createBatch();
  network.entries.find(({ name }) => name === "block2/W2")!.value.data[0] = NaN;
  network.step(x, labels, 6, 1);
  assertEquals(network.firstNotFinite(6), "block2/W2");
});

Deno.test("assembleNetwork names the layer in a block that does not fit its input shape", () => {
  const design = { ...PLAIN_PURPOSE, inputShape: [2, 2], layers: [affine(1, 3)] };
  const within = { ...design, layers: [{ number: 2, design: residual([affine(1, 3)]) }] };
  const context = {
    kernels: createReferenceKernels("float64"),
    maxRows: 1,
    stream: (name: string) => createStream(1, name),
  };
  assertThrows(
    () => assembleNetwork(within, context),
    RangeError,
    "block2/affine1: input cannot be of shape [2, 2]; wanted [features]",
  );
});
