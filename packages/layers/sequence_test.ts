import { assertEquals } from "@std/assert";
import { designLayer, type LayerConfig } from "./registry.ts";
import { declareSequence } from "./sequence.ts";

const LAYERS: readonly LayerConfig[] = [
  { kind: "affine", outputs: 4, bias: false },
  { kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 },
  { kind: "relu" },
  { kind: "affine", outputs: 2, bias: true },
];

Deno.test("declareSequence hands shapes from layer to layer and adds up what they take", () => {
  const layers = LAYERS.map((config, i) => ({ number: i + 1, design: designLayer(config) }));
  const { members, outputShape, parameters, multiplications } = declareSequence(layers, [3]);
  assertEquals(members.map(({ inputShape }) => inputShape), [[3], [4], [4], [4]]);
  assertEquals(outputShape, [2]);
  assertEquals(parameters.map(({ name, shape }) => `${name} ${shape}`), [
    "W1 3,4",
    "gamma2 4",
    "beta2 4",
    "W4 4,2",
    "b4 2",
  ]);
  assertEquals(multiplications, 3 * 4 + 4 * 2);
});
