import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { legacyNormals, statisticsOf } from "./testdata/statistics.ts";
import { createTestLayer, list, TESTING, TRAINING } from "./testing/layer.ts";

const CONFIG = { kind: "group-norm", groups: 2, epsilon: 1e-5, firstGamma: 1 } as const;

Deno.test("groupNorm normalizes each group of each image and scales its channels", () => {
  const values = { gamma1: [1, 2], beta1: [0, 5] };
  const layer = createTestLayer({ ...CONFIG, groups: 1 }, values, { inputShape: [2, 1, 1] });
  const y = layer.forward(Float64Array.of(1, 3, 30, 10), 2, TRAINING);
  const small = 1 / Math.sqrt(1 + 1e-5);
  const large = 10 / Math.sqrt(100 + 1e-5);
  [-small, 5 + 2 * small, large, 5 - 2 * large].forEach((value, i) => {
    assertAlmostEquals(y[i]!, value, 1e-14);
  });
});

Deno.test("groupNorm gives the means and deviations that the course prints", () => {
  const values = { gamma1: new Array(6).fill(1), beta1: new Array(6).fill(0) };
  const layer = createTestLayer(CONFIG, values, { inputShape: [6, 4, 5] });
  const x = legacyNormals()(2 * 6 * 4 * 5, 4, 10);
  const groupOf = (i: number) => Math.floor(i / 60);
  const before = statisticsOf(x, groupOf);
  const after = statisticsOf(layer.forward(x, 2, TRAINING).subarray(0, x.length), groupOf);
  const printed = [
    [before.means, [9.72505327, 8.51114185, 8.9147544, 9.43448077]],
    [before.deviations, [3.67070958, 3.09892597, 4.27043622, 3.97521327]],
    [after.means, [0, 0, 0, 0]],
    [after.deviations, [0.99999963, 0.99999948, 0.99999973, 0.99999968]],
  ] as const;
  for (const [found, wanted] of printed) {
    assertEquals(found.length, 4);
    wanted.forEach((value, i) => assertAlmostEquals(found[i]!, value, 5e-9));
  }
});

Deno.test("groupNorm with a group for each channel is instance norm, with one group layer norm", () => {
  const values = { gamma1: [1, 1, 1, 1], beta1: [0, 0, 0, 0] };
  const x = legacyNormals()(2 * 4 * 3 * 3, 2, 1);
  for (const [groups, sizeOfGroup] of [[4, 9], [1, 36]] as const) {
    const layer = createTestLayer({ ...CONFIG, groups }, values, { inputShape: [4, 3, 3] });
    const y = layer.forward(x, 2, TRAINING).subarray(0, x.length);
    const { means, deviations } = statisticsOf(y, (i) => Math.floor(i / sizeOfGroup));
    assertEquals(means.length, 2 * groups);
    for (const mean of means) assertAlmostEquals(mean, 0, 1e-14);
    for (const deviation of deviations) assertAlmostEquals(deviation, 1, 1e-4);
  }
});

Deno.test("groupNorm is the same in training and testing, alone and among others", () => {
  const values = { gamma1: [1, 2], beta1: [0, 5] };
  const layer = createTestLayer(CONFIG, values, { inputShape: [2, 1, 2] });
  const x = Float64Array.of(1, 4, -2, 7, 0, 3, 5, 5.5);
  const trained = list(layer.forward(x, 2, TRAINING), 8);
  assertEquals(list(layer.forward(x, 2, TESTING), 8), trained);
  assertEquals(list(layer.forward(x.subarray(4), 1, TESTING), 4), trained.slice(4));
  assertEquals(layer.state, []);
});

Deno.test("groupNorm refuses groups that do not divide the channels, and lists of features", () => {
  assertThrows(
    () => createTestLayer({ ...CONFIG, groups: 4 }, {}, { inputShape: [6, 2, 2] }),
    RangeError,
    "groupNorm1: groups cannot be 4 with 6 channels; wanted a divisor",
  );
  assertThrows(
    () => createTestLayer(CONFIG, {}, { inputShape: [6] }),
    RangeError,
    "groupNorm1: input cannot be of shape [6]; wanted [channels, height, width]",
  );
});
