import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { bits } from "@samebit/layers/testing";
import { countCorrect } from "@samebit/losses";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels, type Kernels } from "@samebit/tensors";
import type { FullyConnectedConfig } from "./fully_connected.ts";
import type { Network } from "./network.ts";
import { createNetwork, type NetworkPurpose } from "./registry.ts";
import { PLAIN_NETWORK, PLAIN_PURPOSE } from "./testing/plain.ts";

type Changes = Partial<FullyConnectedConfig & NetworkPurpose>;

const BATCH_NORM = { kind: "batch", epsilon: 1e-5, momentum: 0.9 } as const;
const LAYER_NORM = { kind: "layer", epsilon: 1e-5 } as const;
const FULL_NETWORK = {
  normalization: BATCH_NORM,
  keepRatio: 0.5,
  l2: 0.1,
};

function createTestNetwork(
  changes: Changes = {},
  kernels: Kernels = createReferenceKernels("float32"),
  maxRows = 8,
): Network {
  const all = { ...PLAIN_NETWORK, ...PLAIN_PURPOSE, ...changes };
  return createNetwork(all, all, {
    kernels,
    maxRows,
    stream: (name) => createStream(3, name),
  });
}

function createBatch(rows: number, inputs: number): { x: Float32Array; labels: Uint16Array } {
  const x = new Float32Array(rows * inputs);
  fillNormal(createStream(4, "x"), 0, x);
  return { x, labels: Uint16Array.from({ length: rows }, (_, r) => r % 3) };
}

function namesOf(items: readonly { readonly name: string }[]): string {
  return items.map(({ name }) => name).join(" ");
}

Deno.test("createNetwork puts layers in the course's order", () => {
  const network = createTestNetwork(FULL_NETWORK);
  assertEquals(
    namesOf(network.layers),
    "affine1 batchNorm1 relu1 dropout1 affine2 batchNorm2 relu2 dropout2 affine3",
  );
  assertEquals(
    namesOf(network.state),
    "runningMean1 runningVariance1 runningMean2 runningVariance2",
  );
});

Deno.test("createNetwork leaves out a bias only before a batch norm", () => {
  const names = (normalization: FullyConnectedConfig["normalization"]) =>
    namesOf(createTestNetwork({ normalization }).entries);
  assertEquals(names({ kind: "none" }), "W1 b1 W2 b2 W3 b3");
  assertEquals(names(BATCH_NORM), "W1 gamma1 beta1 W2 gamma2 beta2 W3 b3");
  assertEquals(names(LAYER_NORM), "W1 b1 gamma1 beta1 W2 b2 gamma2 beta2 W3 b3");
});

Deno.test("createNetwork without hidden layers is a linear classifier", () => {
  const network = createTestNetwork({ hidden: [], normalization: BATCH_NORM, keepRatio: 0.5 });
  assertEquals(namesOf(network.layers), "affine1");
  assertEquals(namesOf(network.entries), "W1 b1");
});

Deno.test("createNetwork moves no initial number when a layer is added", () => {
  const shallow = createTestNetwork({ hidden: [6] });
  const deep = createTestNetwork({ hidden: [6, 6, 6], normalization: LAYER_NORM, keepRatio: 0.5 });
  assertEquals(bits(deep.entries[0]!.value.data), bits(shallow.entries[0]!.value.data));
});

Deno.test("createNetwork names the field that is out of range", () => {
  const cases: readonly [Changes, string][] = [
    [{ inputShape: [0] }, "affine1: inputs cannot be 0; wanted a whole number from 1"],
    [
      { hidden: [5, -2] },
      "a fully connected network: hidden[1] cannot be -2; wanted a whole number from 1",
    ],
    [
      { outputs: 1 },
      "the softmax loss: classes cannot be 1; wanted a whole number from 2 to 65536",
    ],
    [
      { outputs: 65537 },
      "the softmax loss: classes cannot be 65537; wanted a whole number from 2 to 65536, as labels",
    ],
    [
      { keepRatio: 0 },
      "a fully connected network: keepRatio cannot be 0; wanted a number above 0 up to 1",
    ],
    [{ l2: NaN }, "a network: l2 cannot be NaN; wanted a number from 0"],
  ];
  for (const [changes, problem] of cases) {
    assertThrows(() => createTestNetwork(changes), RangeError, problem);
  }
});

Deno.test("createNetwork takes examples of any shape as plain lists, and the rectifier by default", () => {
  const explicit = createTestNetwork({ inputShape: [2, 2], activation: { kind: "relu" } });
  const network = createTestNetwork();
  assertEquals(namesOf(explicit.layers), namesOf(network.layers));
  assertEquals(explicit.entries[0]!.shape, [4, 6]);
  assertEquals(bits(explicit.parameters.values), bits(network.parameters.values));
});

Deno.test("step of an untrained network loses about log(classes)", () => {
  const sizes = { inputShape: [64], hidden: [100, 100], outputs: 10, l2: 0 };
  const initialization = { kind: "scaled", weightScale: 1e-2 } as const;
  const { x, labels } = createBatch(50, 64);
  for (const normalization of [{ kind: "none" } as const, BATCH_NORM, LAYER_NORM]) {
    for (const keepRatio of [1, 0.5]) {
      const changes = { ...sizes, initialization, normalization, keepRatio };
      const network = createTestNetwork(changes, createReferenceKernels("float32"), 50);
      assertAlmostEquals(network.step(x, labels, 50, 1), Math.log(10), 0.02 * Math.log(10));
      const { lossSum } = network.evaluate(x, labels, 50);
      assertAlmostEquals(lossSum / 50, Math.log(10), 0.02 * Math.log(10));
    }
  }
});

Deno.test("step adds 0.5·l2·ΣW² to the loss and l2·W to the gradients of weights alone", () => {
  const { x, labels } = createBatch(8, 4);
  const kernels = createReferenceKernels("float64");
  const [free, held] = [createTestNetwork({}, kernels), createTestNetwork({ l2: 2 }, kernels)];
  const x64 = Float64Array.from(x);
  const difference = held.step(x64, labels, 8, 1) - free.step(x64, labels, 8, 1);
  const { values, weights } = free.parameters;
  const squares = Array.from(values.subarray(0, weights)).reduce((sum, w) => sum + w * w, 0);
  assertAlmostEquals(difference, squares, 1e-12);
  held.parameters.gradients.forEach((gradient, i) => {
    const expected = free.parameters.gradients[i]! + (i < weights ? 2 * values[i]! : 0);
    assertAlmostEquals(gradient, expected, 1e-12);
  });
});

Deno.test("step gives the same bits again, and another dropout mask in another step", () => {
  const { x, labels } = createBatch(8, 4);
  const losses = [1, 1, 2].map((step) => createTestNetwork(FULL_NETWORK).step(x, labels, 8, step));
  assertEquals(losses[0], losses[1]);
  assert(losses[0] !== losses[2]);
});

Deno.test("step and evaluate allocate nothing once the network is created", () => {
  const reference = createReferenceKernels("float32");
  let allocations = 0;
  const counting: Kernels = {
    ...reference,
    allocate(length) {
      allocations++;
      return reference.allocate(length);
    },
  };
  const network = createTestNetwork(FULL_NETWORK, counting);
  const planned = allocations;
  assert(planned > 0);
  const { x, labels } = createBatch(8, 4);
  network.step(x, labels, 8, 1);
  network.evaluate(x, labels, 8);
  assertEquals(allocations, planned);
});

Deno.test("evaluate changes neither parameters nor running statistics, and draws no mask", () => {
  const { x, labels } = createBatch(8, 4);
  const network = createTestNetwork(FULL_NETWORK);
  network.step(x, labels, 8, 1);
  const numbers = () =>
    [network.parameters.values, ...network.state.map(({ tensor }) => tensor.data)].map(bits);
  const before = numbers();
  const first = network.evaluate(x, labels, 8).lossSum;
  assertEquals(network.evaluate(x, labels, 8).lossSum, first);
  assertEquals(numbers(), before);
});

Deno.test("evaluate leaves penalty and label smoothing out and adds up over batches", () => {
  const { x, labels } = createBatch(8, 4);
  const plain = createTestNetwork().evaluate(x, labels, 8);
  const loss = { kind: "softmax", labelSmoothing: 0.3, classWeights: "none" } as const;
  assertEquals(createTestNetwork({ l2: 5, loss }).evaluate(x, labels, 8), plain);
  const network = createTestNetwork();
  const parts = [0, 4].map((r) => network.evaluate(x.subarray(r * 4), labels.subarray(r), 4));
  assertAlmostEquals(parts[0]!.lossSum + parts[1]!.lossSum, plain.lossSum, 1e-12);
});

Deno.test("countCorrect counts rows whose label has the greatest score, and none with NaN", () => {
  const network = createTestNetwork({ hidden: [], inputShape: [3] });
  network.parameters.values.fill(0);
  network.entries[0]!.value.data.set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const x = Float32Array.of(5, 1, 1, 1, 1, 5, 2, 2, 2, NaN, 1, 1);
  const correct = (...labels: number[]) => {
    const { scores } = network.evaluate(x, Uint16Array.from(labels), 4);
    return countCorrect(scores, Uint16Array.from(labels), 4, 3);
  };
  assertEquals(correct(0, 2, 0, 0), 3);
  assertEquals(correct(1, 2, 1, 0), 1);
});

Deno.test("scores are those of test mode", () => {
  const { x } = createBatch(2, 3);
  const network = createTestNetwork({ hidden: [], inputShape: [3] });
  network.parameters.values.fill(0);
  network.entries[1]!.value.data.set([1, 2, 3]);
  assertEquals(Array.from(network.scores(x, 2).subarray(0, 6)), [1, 2, 3, 1, 2, 3]);
});

Deno.test("step refuses more rows than were planned", () => {
  const { x, labels } = createBatch(9, 4);
  assertThrows(
    () => createTestNetwork().step(x, labels, 9, 1),
    RangeError,
    "Cannot run a network planned for up to 8 rows on 9: create it with a larger maxRows",
  );
});

Deno.test("firstNotFinite names the first parameter, statistic, layer or gradient at fault", () => {
  const { x, labels } = createBatch(8, 4);
  const blame = (spoil: (network: Network, x: Float32Array) => void) => {
    const network = createTestNetwork(FULL_NETWORK);
    const input = x.slice();
    spoil(network, input);
    network.step(input, labels, 8, 1);
    return network.firstNotFinite(8);
  };
  const valueOf = (network: Network, name: string) =>
    network.entries.find((entry) => entry.name === name)!.value.data;
  assertEquals(blame(() => {}), undefined);
  assertEquals(blame((_, input) => input[0] = NaN), "affine1");
  assertEquals(blame((network) => valueOf(network, "W2")[3] = NaN), "W2");
  assertEquals(blame((network) => valueOf(network, "beta2")[0] = -Infinity), "beta2");
  assertEquals(blame((network) => network.state[1]!.tensor.data[0] = NaN), "runningVariance1");
  assertEquals(blame((network) => valueOf(network, "W3").fill(1e38)), "affine3");
});
