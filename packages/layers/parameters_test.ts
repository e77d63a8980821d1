import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { layOutParameters } from "./parameters.ts";

Deno.test("layOutParameters puts weights first and keeps the order of the declarations", () => {
  const { flat, entries } = layOutParameters([
    { name: "W1", shape: [2, 2], role: "weight" },
    { name: "b1", shape: [2], role: "bias" },
    { name: "W2", shape: [2, 1], role: "weight" },
    { name: "b2", shape: [1], role: "bias" },
  ], createReferenceKernels("float32"));
  assertEquals(entries.map(({ name }) => name), ["W1", "b1", "W2", "b2"]);
  assertEquals([flat.weights, flat.values.length, flat.gradients.length], [6, 9, 9]);

  entries.forEach(({ value, gradient }, i) => {
    value.data.fill(i + 1);
    gradient.data.fill(-(i + 1));
  });
  assertEquals(Array.from(flat.values), [1, 1, 1, 1, 3, 3, 2, 2, 4]);
  assertEquals(Array.from(flat.gradients), [-1, -1, -1, -1, -3, -3, -2, -2, -4]);
});
