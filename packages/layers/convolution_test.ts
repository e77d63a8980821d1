import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { convolution } from "./convolution.ts";
import {
  createTestLayer,
  linspace,
  listed,
  relativeDifference,
  TRAINING,
} from "./testing/layer.ts";

const CONFIG = {
  kind: "convolution",
  filters: 1,
  kernel: 2,
  stride: 1,
  padding: "valid",
  groups: 1,
  bias: true,
} as const;

const X = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

Deno.test("convolution sums windows of pixels times a filter, and its gradients on 3x3 pixels", () => {
  const values = { W1: [1, 0, 0, -2], b1: [10] };
  const layer = createTestLayer(CONFIG, values, { inputShape: [1, 3, 3] });
  assertEquals(layer.outputShape, [1, 2, 2]);
  assertEquals(listed(layer.forward(X, 1, TRAINING), 4), [1, 0, -2, -3]);
  const xGrad = layer.backward(Float64Array.of(1, 0, 0, 3), 1);
  assertEquals(listed(xGrad, 9), [1, 0, 0, 0, 1, 0, 0, 0, -6]);
  assertEquals(listed(layer.parameters[0]!.gradient.data), [16, 20, 28, 32]);
  assertEquals(listed(layer.parameters[1]!.gradient.data), [4]);
});

Deno.test("convolution gives the course's numbers for its evenly spaced example", () => {
  const config = { ...CONFIG, filters: 3, kernel: 4, stride: 2, padding: 1 };
  const W1 = listed(linspace(-0.2, 0.3, 3 * 3 * 4 * 4));
  const b1 = listed(linspace(-0.1, 0.2, 3));
  const layer = createTestLayer(config, { W1, b1 }, { inputShape: [3, 4, 4] });
  const y = layer.forward(linspace(-0.1, 0.5, 2 * 3 * 4 * 4), 2, TRAINING);
  const expected = [
    ...[-0.08759809, -0.10987781, -0.18387192, -0.2109216],
    ...[0.21027089, 0.21661097, 0.22847626, 0.23004637],
    ...[0.50813986, 0.54309974, 0.64082444, 0.67101435],
    ...[-0.98053589, -1.03143541, -1.19128892, -1.24695841],
    ...[0.69108355, 0.66880383, 0.59480972, 0.56776003],
    ...[2.36270298, 2.36904306, 2.38090835, 2.38247847],
  ];
  assertEquals(layer.outputShape, [3, 2, 2]);
  assertAlmostEquals(relativeDifference(y, expected), 2.2121476575931688e-8, 1e-15);
});

Deno.test("convolution by groups keeps each filter to its own channels", () => {
  const config = { ...CONFIG, filters: 2, kernel: 1, groups: 2, bias: false };
  const layer = createTestLayer(config, { W1: [2, 3] }, { inputShape: [2, 1, 2] });
  assertEquals(listed(layer.forward(Float64Array.of(1, 2, 10, 20), 1, TRAINING), 4), [
    2,
    4,
    30,
    60,
  ]);
  assertEquals(layer.parameters.map(({ name, shape }) => [name, shape]), [["W1", [2, 1, 1, 1]]]);
});

Deno.test('convolution with padding "same" keeps the size of an image, and divides it by a stride', () => {
  const shape = (kernel: number, stride: number, side: number) => {
    const config = { ...CONFIG, kernel, stride, padding: "same" } as const;
    const W1 = new Array<number>(kernel * kernel).fill(1);
    return createTestLayer(config, { W1, b1: [0] }, { inputShape: [1, side, side] }).outputShape;
  };
  for (const kernel of [1, 2, 3, 7]) assertEquals(shape(kernel, 1, 5), [1, 5, 5]);
  assertEquals(shape(3, 2, 8), [1, 4, 4]);
  assertEquals(shape(3, 2, 7), [1, 4, 4]);
});

Deno.test("convolution without input gradient returns an empty one and writes the others", () => {
  const values = { W1: [1, 0, 0, -2], b1: [10] };
  const setUp = { inputShape: [1, 3, 3], inputGradient: false };
  const layer = createTestLayer(CONFIG, values, setUp);
  layer.forward(X, 1, TRAINING);
  assertEquals(layer.backward(Float64Array.of(1, 0, 0, 3), 1).length, 0);
  assertEquals(listed(layer.parameters[0]!.gradient.data), [16, 20, 28, 32]);
});

Deno.test("convolution overwrites gradients of the step before", () => {
  const layer = createTestLayer(CONFIG, { W1: [1, 0, 0, -2], b1: [10] }, { inputShape: [1, 3, 3] });
  for (let i = 0; i < 2; i++) {
    layer.forward(X, 1, TRAINING);
    layer.backward(Float64Array.of(1, 0, 0, 3), 1);
  }
  assertEquals(listed(layer.parameters[0]!.gradient.data), [16, 20, 28, 32]);
  assertEquals(listed(layer.parameters[1]!.gradient.data), [4]);
});

Deno.test("convolution counts the terms of one sum, and its multiplications", () => {
  const config = { ...CONFIG, filters: 6, kernel: 3, groups: 2 };
  const { parameters: [weight], multiplications } = convolution.declare(
    config,
    [4, 5, 7],
    (stem) => `${stem}1`,
  );
  assertEquals(weight!.fans, { in: 2 * 9, out: 3 * 9 });
  assertEquals(multiplications, 6 * 3 * 5 * 2 * 9);
});

Deno.test("convolution refuses what does not fit, and says what would", () => {
  const refused: [object, readonly number[], string][] = [
    [{}, [12], "convolution1: input cannot be of shape [12]; wanted [channels, height, width]"],
    [
      { kernel: 5 },
      [1, 4, 6],
      "kernel cannot be 5 on images of 4 by 6 pixels; " +
      "wanted at most 4",
    ],
    [{ kernel: 7, padding: 1 }, [1, 4, 6], "with padding 1; wanted at most 6"],
    [{ groups: 2 }, [3, 4, 4], "groups cannot be 2 with 3 channels; wanted a divisor"],
    [{ groups: 2 }, [2, 4, 4], "groups cannot be 2 with 1 filters; wanted a divisor"],
    [{ padding: -1 }, [1, 4, 4], 'padding cannot be -1; wanted a whole number from 0, "same" or'],
    [{ kernel: 4, stride: 3, padding: "same" }, [1, 3, 4], 'padding cannot be "same" on images of'],
    [{ stride: 0 }, [1, 4, 4], "stride cannot be 0; wanted a whole number from 1"],
  ];
  for (const [changed, inputShape, message] of refused) {
    const config = { ...CONFIG, ...changed };
    assertThrows(() => createTestLayer(config, {}, { inputShape }), RangeError, message);
  }
});

Deno.test("convolution without bias declares W alone", () => {
  const config = { ...CONFIG, bias: false };
  const layer = createTestLayer(config, { W1: [1, 0, 0, -2] }, { inputShape: [1, 3, 3] });
  assert(layer.parameters.every(({ name }) => name === "W1"));
});
