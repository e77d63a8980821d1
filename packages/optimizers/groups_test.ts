import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { type GroupConfig, parameterRangesOf } from "./groups.ts";
import { createOptimizer, OPTIMIZER_DEFAULTS } from "./registry.ts";

const PARAMETERS = [
  { name: "W1", shape: [2], role: "weight" },
  { name: "gamma1", shape: [1], role: "scale" },
  { name: "beta1", shape: [1], role: "shift" },
  { name: "W2", shape: [1], role: "weight" },
  { name: "b2", shape: [1], role: "bias" },
] as const;

const PLAIN = {
  kind: "roles",
  weightDecay: 0,
  biasRate: 1,
  biasDecay: 0,
  scaleRate: 1,
  scaleDecay: 0,
  shiftRate: 1,
  shiftDecay: 0,
  frozen: [],
} as const satisfies GroupConfig;

/** The values of 1 after one step of plain descent at rate 0.5 on gradients of 1. */
function stepped(groups: GroupConfig): number[] {
  const optimizer = createOptimizer(
    { kind: "sgd", learningRate: 0.5 },
    createReferenceKernels("float64"),
    6,
    [],
    parameterRangesOf(groups, PARAMETERS),
  );
  const [values, gradients] = [1, 1].map((value) => new Float64Array(6).fill(value));
  optimizer.update({ values: values!, gradients: gradients!, weights: 3 }, 0.5, 1);
  return [...values!];
}

Deno.test("parameterRangesOf joins neighbours in memory that are treated alike", () => {
  const sizes = (groups: GroupConfig) =>
    parameterRangesOf(groups, PARAMETERS).map(({ length }) => length);
  assertEquals(sizes({ kind: "none" }), [3, 3]);
  assertEquals(sizes(PLAIN), [3, 3]);
  assertEquals(sizes({ ...PLAIN, scaleRate: 2, shiftRate: 2 }), [3, 2, 1]);
  assertEquals(sizes({ ...PLAIN, frozen: ["W2"] }), [2, 1, 3]);
});

Deno.test("parameterRangesOf refuses a name that no parameter has", () => {
  assertThrows(
    () => parameterRangesOf({ ...PLAIN, frozen: ["W3"] }, PARAMETERS),
    RangeError,
    'no parameter is called "W3"; the network has W1, gamma1, beta1, W2, b2',
  );
});

Deno.test("createOptimizer gives every role its own rate and decay", () => {
  assertEquals(stepped(PLAIN), [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  assertEquals(stepped({ ...PLAIN, weightDecay: 0.25 }), [0.375, 0.375, 0.375, 0.5, 0.5, 0.5]);
  const rates = { scaleRate: 0, shiftRate: 2, biasRate: 4 };
  assertEquals(stepped({ ...PLAIN, ...rates }), [0.5, 0.5, 0.5, 1, 0, -1]);
  assertEquals(stepped({ ...PLAIN, biasRate: 2, biasDecay: 0.5 }).at(-1), -0.5);
});

Deno.test("createOptimizer does not change frozen parameters", () => {
  assertEquals(stepped({ ...PLAIN, frozen: ["W1", "beta1"] }), [1, 1, 0.5, 0.5, 1, 0.5]);
});

for (const config of Object.values(OPTIMIZER_DEFAULTS)) {
  Deno.test(`createOptimizer of ${config.kind} gives the same bits part by part as at once`, () => {
    const values = [0, 1].map((apart) => {
      const ranges = parameterRangesOf(PLAIN, PARAMETERS).flatMap((stretch) =>
        apart === 0 ? [stretch] : Array.from({ length: stretch.length }, (_, i) => ({
          ...stretch,
          start: stretch.start + i,
          length: 1,
        }))
      );
      const kernels = createReferenceKernels("float32");
      const optimizer = createOptimizer(config, kernels, 6, [], ranges);
      const values = Float32Array.of(1, -2, 3, -4, 5, -6);
      for (let step = 1; step <= 3; step++) {
        const gradients = values.map((value, i) => value / (i + step));
        optimizer.update({ values, gradients, weights: 3 }, 0.1, step);
      }
      return new Uint32Array(values.buffer);
    });
    assertEquals(values[1], values[0]);
  });
}
