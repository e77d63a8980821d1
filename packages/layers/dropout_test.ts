import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import type { Precision } from "@samebit/tensors";
import { createTestLayer, listed, TESTING } from "./testing/layer.ts";

const ROWS = 100;
const FEATURES = 200;
const COUNT = ROWS * FEATURES;

function createDropout(keepRatio: number, precision: Precision = "float32") {
  const setUp = { inputShape: [FEATURES], precision, maxRows: ROWS };
  return createTestLayer({ kind: "dropout", keepRatio }, {}, setUp);
}

/** What dropout makes of ones in a step: the mask itself. */
function maskOfStep(step: number, keepRatio = 0.5, precision: Precision = "float32"): number[] {
  const ones = new (precision === "float32" ? Float32Array : Float64Array)(COUNT).fill(1);
  return listed(createDropout(keepRatio, precision).forward(ones, ROWS, { training: true, step }));
}

Deno.test("dropout keeps about keepRatio of the numbers and their mean", () => {
  for (const keepRatio of [0.25, 0.5, 0.8]) {
    const mask = maskOfStep(1, keepRatio);
    const kept = mask.filter((value) => value !== 0);
    assertAlmostEquals(kept.length / COUNT, keepRatio, 0.02);
    assertAlmostEquals(mask.reduce((sum, value) => sum + value) / COUNT, 1, 0.04);
    assert(kept.every((value) => value === Math.fround(1 / keepRatio)));
  }
});

Deno.test("dropout has one mask for a step and another for the next", () => {
  assertEquals(maskOfStep(7), maskOfStep(7));
  assertNotEquals(maskOfStep(7), maskOfStep(8));
});

Deno.test("dropout drops the same places in float32 and in float64", () => {
  const isKept = (value: number) => value !== 0;
  assertEquals(
    maskOfStep(3, 0.7, "float32").map(isKept),
    maskOfStep(3, 0.7, "float64").map(isKept),
  );
});

Deno.test("dropout sends the gradient back through the mask of the step", () => {
  const layer = createDropout(0.5);
  const ones = new Float32Array(COUNT).fill(1);
  const mask = listed(layer.forward(ones, ROWS, { training: true, step: 2 }));
  const threes = new Float32Array(COUNT).fill(3);
  assertEquals(listed(layer.backward(threes, ROWS)), mask.map((value) => 3 * value));
});

Deno.test("dropout passes its input through when testing", () => {
  const x = new Float32Array(COUNT).fill(1);
  assertStrictEquals(createDropout(0.5).forward(x, ROWS, TESTING), x);
});

Deno.test("dropout refuses a keepRatio of 0 and of 1", () => {
  assertThrows(
    () => createDropout(0),
    RangeError,
    "dropout1: keepRatio cannot be 0; wanted a number above 0 and below 1",
  );
  assertThrows(() => createDropout(1), RangeError, "keepRatio cannot be 1");
});
