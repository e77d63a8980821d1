import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { layOutParameters, type Parameter } from "@samebit/layers";
import { bits } from "@samebit/layers/testing";
import { createStream } from "@samebit/random";
import { createReferenceKernels, type Precision } from "@samebit/tensors";
import { initialize } from "./initialization.ts";
import type { Initialization } from "./initializations/registry.ts";

function createParameters(config: Initialization, precision: Precision): readonly Parameter[] {
  const fans = { in: 80, out: 120 };
  const { entries } = layOutParameters([
    { name: "W1", shape: [80, 120], role: "weight", fans },
    { name: "b1", shape: [120], role: "bias" },
    { name: "gamma1", shape: [120], role: "scale" },
    { name: "beta1", shape: [120], role: "shift" },
    { name: "W2", shape: [80, 120], role: "weight", fans },
  ], createReferenceKernels(precision));
  entries.forEach(({ value }) => value.data.fill(9));
  initialize(config, entries, (name) => createStream(5, name));
  return entries;
}

const DEVIATIONS: readonly [Initialization, number][] = [
  [{ kind: "scaled", weightScale: 0.05 }, 0.05],
  [{ kind: "he" }, Math.sqrt(2 / 80)],
  [{ kind: "xavier" }, Math.sqrt(2 / 200)],
];

Deno.test("initialize draws weights with mean 0 and the deviation of each kind", () => {
  for (const [config, deviation] of DEVIATIONS) {
    const weights = Array.from(createParameters(config, "float32")[0]!.value.data);
    const mean = weights.reduce((sum, value) => sum + value) / weights.length;
    const variance = weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length;
    assertAlmostEquals(mean, 0, deviation * 0.03);
    assertAlmostEquals(Math.sqrt(variance), deviation, deviation * 0.03);
  }
});

Deno.test("initialize sets biases and shifts to 0 and scales to 1", () => {
  const [, bias, gamma, beta] = createParameters({ kind: "he" }, "float32");
  assert(bias!.value.data.every((value) => value === 0));
  assert(gamma!.value.data.every((value) => value === 1));
  assert(beta!.value.data.every((value) => value === 0));
});

Deno.test("initialize starts a scale at the value that its layer gives", () => {
  const gamma = { name: "gamma1", shape: [3], role: "scale", first: 0 } as const;
  const { entries } = layOutParameters([gamma], createReferenceKernels("float32"));
  entries[0]!.value.data.fill(9);
  initialize({ kind: "he" }, entries, (name) => createStream(5, name));
  assertEquals(Array.from(entries[0]!.value.data), [0, 0, 0]);
});

Deno.test("initialize gives each weight its own numbers", () => {
  const parameters = createParameters({ kind: "he" }, "float32");
  assert(parameters[0]!.value.data[0] !== parameters[4]!.value.data[0]);
});

Deno.test("initialize rounds float64 numbers to float32 once", () => {
  const [weight] = createParameters({ kind: "scaled", weightScale: 0.3 }, "float32");
  const [precise] = createParameters({ kind: "scaled", weightScale: 0.3 }, "float64");
  assertEquals(bits(weight!.value.data), bits(Float32Array.from(precise!.value.data)));
});

Deno.test("initialize refuses a negative weightScale", () => {
  assertThrows(
    () => createParameters({ kind: "scaled", weightScale: -1 }, "float32"),
    RangeError,
    "initial weights: weightScale cannot be -1; wanted a number from 0",
  );
});
