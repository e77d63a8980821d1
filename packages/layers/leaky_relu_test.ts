import { assertEquals, assertThrows } from "@std/assert";
import { createTestLayer, list, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "leaky-relu", slope: 0.25 } as const;

Deno.test("leakyRelu keeps what is above zero and a part of what is below", () => {
  const layer = createTestLayer(CONFIG);
  const y = layer.forward(Float64Array.of(1, -2, 0, 4), 2, TRAINING);
  assertEquals(list(y, 4), [1, -0.5, 0, 4]);
  assertEquals(list(layer.backward(Float64Array.of(4, 8, 12, 16), 2), 4), [4, 2, 3, 16]);
});

Deno.test("leakyRelu lets NaN through, so that a broken layer is not hidden", () => {
  const layer = createTestLayer(CONFIG);
  assertEquals(list(layer.forward(Float64Array.of(NaN, -1), 1, TRAINING), 2), [NaN, -0.25]);
});

Deno.test("leakyRelu refuses a slope of 0, which would be the rectifier's", () => {
  assertThrows(
    () => createTestLayer({ kind: "leaky-relu", slope: 0 }),
    RangeError,
    "leakyRelu1: slope cannot be 0; wanted a number above 0 up to 1",
  );
});
