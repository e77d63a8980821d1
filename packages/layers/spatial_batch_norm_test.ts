/** Batch normalization of images, and the checks of the course's ConvolutionalNetworks notebook. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { legacyNormals, statisticsOf } from "./testdata/statistics.ts";
import { bits, createTestLayer, list, TESTING, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "batch-norm", epsilon: 1e-5, momentum: 0.9, firstGamma: 1 } as const;

/** Holds numbers to what is printed. */
function assertPrinted(found: readonly number[], printed: readonly number[]): void {
  assertEquals(found.length, printed.length);
  printed.forEach((value, i) => assertAlmostEquals(found[i]!, value, 5e-9));
}

Deno.test("batchNorm normalizes each channel of images over images and pixels", () => {
  const setUp = { inputShape: [2, 1, 2] };
  const layer = createTestLayer(CONFIG, { gamma1: [1, 2], beta1: [0, 5] }, setUp);
  const y = layer.forward(Float64Array.of(1, 3, 10, 30, 1, 3, 30, 10), 2, TRAINING);
  const small = 1 / Math.sqrt(1 + 1e-5);
  const large = 2 * 10 / Math.sqrt(100 + 1e-5);
  [-small, small, 5 - large, 5 + large, -small, small, 5 + large, 5 - large].forEach((value, i) => {
    assertAlmostEquals(y[i]!, value, 1e-14);
  });
});

Deno.test("batchNorm of images gives the means and deviations that the course prints", () => {
  const setUp = { inputShape: [3, 4, 5], maxRows: 2 };
  const channelOf = (i: number) => Math.floor(i / 20) % 3;
  const x = legacyNormals()(2 * 3 * 4 * 5, 4, 10);
  const before = statisticsOf(x, channelOf);
  assertPrinted(before.means, [9.33463814, 8.90909116, 9.11056338]);
  assertPrinted(before.deviations, [3.61447857, 3.19347686, 3.5168142]);
  const plain = createTestLayer(CONFIG, { gamma1: [1, 1, 1], beta1: [0, 0, 0] }, setUp);
  const after = statisticsOf(plain.forward(x, 2, TRAINING), channelOf);
  assertPrinted(after.means, [0, 0, 0]);
  assertPrinted(after.deviations, [0.99999962, 0.99999951, 0.9999996]);
  const scaled = createTestLayer(CONFIG, { gamma1: [3, 4, 5], beta1: [6, 7, 8] }, setUp);
  const moved = statisticsOf(scaled.forward(x, 2, TRAINING), channelOf);
  assertPrinted(moved.means, [6, 7, 8]);
  assertPrinted(moved.deviations, [2.99999885, 3.99999804, 4.99999798]);
});

Deno.test("batchNorm of images tests as the course prints after fifty batches", () => {
  const setUp = { inputShape: [4, 11, 12], maxRows: 10 };
  const layer = createTestLayer(CONFIG, { gamma1: [1, 1, 1, 1], beta1: [0, 0, 0, 0] }, setUp);
  layer.state[1]!.tensor.data.fill(0); // where the course begins
  const draw = legacyNormals();
  for (let batch = 0; batch < 50; batch++) layer.forward(draw(5280, 2.3, 13), 10, TRAINING);
  const y = layer.forward(draw(5280, 2.3, 13), 10, TESTING);
  const { means, deviations } = statisticsOf(y, (i) => Math.floor(i / 132) % 4);
  assertPrinted(means, [-0.08034406, 0.07562881, 0.05716371, 0.04378383]);
  assertPrinted(deviations, [0.96718744, 1.0299714, 1.02887624, 1.00585577]);
});

Deno.test("batchNorm of images of one pixel gives the bits of rows of features", () => {
  const values = { gamma1: [1.5, -2, 0.25], beta1: [0.5, 0, -1] };
  const x = Float32Array.from(legacyNormals()(12, 3, 1));
  const yGrad = Float32Array.from(legacyNormals()(12, 1, 0));
  const [rows, images] = [[3], [3, 1, 1]].map((inputShape) => {
    const layer = createTestLayer(CONFIG, values, { inputShape, precision: "float32" });
    const y = layer.forward(x, 4, TRAINING).slice();
    const xGrad = layer.backward(yGrad, 4);
    const gradients = layer.parameters.map(({ gradient }) => gradient.data);
    const statistics = layer.state.map(({ tensor }) => tensor.data);
    const tested = layer.forward(x, 4, TESTING);
    return [y, xGrad, ...gradients, ...statistics, tested].map(bits);
  });
  assertEquals(images, rows);
});

Deno.test("batchNorm refuses what is neither a list of features nor an image", () => {
  assertThrows(
    () => createTestLayer(CONFIG, {}, { inputShape: [3, 4] }),
    RangeError,
    "batchNorm1: input cannot be of shape [3, 4]; wanted [features] or [channels, height, width]",
  );
});

Deno.test("batchNorm has one gamma, one beta and one of each statistic for a channel", () => {
  const values = { gamma1: [1, 2], beta1: [0, 5] };
  const layer = createTestLayer(CONFIG, values, { inputShape: [2, 3, 3] });
  assertEquals(layer.parameters.map(({ shape }) => shape), [[2], [2]]);
  assertEquals(layer.state.map(({ tensor }) => list(tensor.data)), [[0, 0], [1, 1]]);
});
