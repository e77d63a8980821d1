import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createNetwork, type Network } from "@samebit/networks";
import { createStream } from "@samebit/random";
import type { LayerRow } from "@samebit/runlog";
import { createReferenceKernels } from "@samebit/tensors";
import type { RunEvent } from "./execute.ts";
import { LayerProbe } from "./layer_probe.ts";
import { FULL, loadDigitsOf, TINY, train } from "./testing_plans.ts";

/** Two inputs, two hidden units, two classes, with weights that can be followed by hand. */
function smallNetwork(): Network {
  const network = createNetwork({
    kind: "fully-connected",
    hidden: [2],
    normalization: { kind: "none" },
    keepRatio: 1,
    activation: { kind: "relu" },
  }, {
    inputShape: [2],
    outputs: 2,
    initialization: { kind: "scaled", weightScale: 0 },
    loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
    l2: 0,
  }, {
    kernels: createReferenceKernels("float64"),
    maxRows: 2,
    stream: (name) => createStream(1, name),
  });
  const [W1, , W2] = network.entries;
  W1!.value.data.set([3, 0, 0, -4]);
  W2!.value.data.set([1, 0, 0, 1]);
  return network;
}

Deno.test("LayerProbe follows weights, gradients and updates of 2x2 numbers", () => {
  const network = smallNetwork();
  const probe = new LayerProbe(network);
  network.step(Float64Array.of(1, 1, 2, 1), Uint16Array.of(0, 1), 2, 1);
  const [W1] = network.entries;
  W1!.gradient.data.set([0, 2, -2, 1]);
  probe.beforeUpdate();
  W1!.value.data.set([3, -0.3, 0.4, -4]);
  const [first, second] = probe.afterUpdate(7, 2, 2);
  assertEquals([first!.step, first!.epoch, first!.layer, second!.layer], [7, 2, 1, 2]);
  assertEquals([first!.gradientNorm, first!.weightNorm], [3, 5]);
  assertAlmostEquals(first!.updateRatio, 0.5 / 5, 1e-15);
  assertAlmostEquals(first!.effectiveLearningRate, 0.7 / 5, 1e-15);
  // Unit 1 gives 3 and 6, unit 2 gives max(-4, 0) twice: dead.
  assertEquals(first!.deadUnits, 0.5);
  assertEquals(first!.activationMean, 2.25);
  assertAlmostEquals(
    first!.activationSpread,
    Math.sqrt((0.75 ** 2 + 3.75 ** 2 + 2 * 2.25 ** 2) / 4),
  );
  // The scores have no relu, so no unit of theirs is dead; they are 3, 0, 6, 0.
  assertEquals([second!.deadUnits, second!.activationMean], [NaN, 2.25]);
  assertEquals(second!.updateRatio, 0);
});

Deno.test("LayerProbe looks at the relu behind a normalization and before dropout", async () => {
  const rows = layersOf(train(FULL, await loadDigitsOf(FULL)).events);
  assertEquals([...new Set(rows.map(({ layer }) => layer))], [1, 2, 3]);
  for (const { layer, deadUnits, activationMean } of rows) {
    assertEquals(Number.isNaN(deadUnits), layer === 3);
    assert(layer === 3 || activationMean > 0);
  }
});

Deno.test("LayerProbe finds SGD's learning rate, whatever the gradient", async () => {
  const plan = { ...TINY, evaluation: { ...TINY.evaluation, layers: { every: 1 } } };
  const rows = layersOf(train(plan, await loadDigitsOf(plan)).events);
  assertEquals(rows.length, 15 * 2);
  for (const row of rows) assertAlmostEquals(row.effectiveLearningRate, 0.01, 1e-5);
});

Deno.test("execute measures layers in the first step and at intervals, and trains the same", async () => {
  const plan = { ...TINY, evaluation: { ...TINY.evaluation, layers: { every: 4 } } };
  const dataset = await loadDigitsOf(TINY);
  const watched = train(plan, dataset);
  const steps = new Set(layersOf(watched.events).map(({ step }) => step));
  assertEquals([...steps], [1, 5, 9, 13]);
  const plain = train(TINY, dataset);
  assertEquals(layersOf(plain.events), []);
  assertEquals(watched.outcome, plain.outcome);
});

Deno.test("execute yields no rows of layers in a step whose loss is not finite", async () => {
  const plan = {
    ...TINY,
    optimizer: { kind: "sgd", learningRate: 1e18 } as const,
    evaluation: { ...TINY.evaluation, layers: { every: 1 } },
  };
  const { events, outcome } = train(plan, await loadDigitsOf(plan));
  const last = events.findLast(({ kind }) => kind === "step")!;
  assertEquals([outcome.ended, "layers" in last], ["diverged", false]);
});

function layersOf(events: readonly RunEvent[]): LayerRow[] {
  return events.flatMap((event) => event.kind === "step" ? event.layers ?? [] : []);
}
