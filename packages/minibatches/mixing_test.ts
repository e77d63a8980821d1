import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createMixing } from "./mixing.ts";

const IMAGE = { channels: 2, height: 6, width: 5 };
const FEATURES = 60;

/** Shares of the first steps. */
function sharesOf(mixup: number, cutmix: number, steps = 400): number[] {
  const mix = createMixing({ mixup, cutmix }, IMAGE, 1);
  return Array.from({ length: steps }, (_, i) => mix(new Float32Array(2 * FEATURES), 2, i + 1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

Deno.test("createMixing draws shares with the mean and the variance of their distribution", () => {
  for (const a of [1, 0.4, 0.05]) {
    const shares = sharesOf(a, 0);
    assert(shares.every((share) => share >= 0 && share <= 1));
    const average = mean(shares);
    assertAlmostEquals(average, 0.5, 0.07);
    const variance = mean(shares.map((share) => (share - average) * (share - average)));
    assertAlmostEquals(variance, 1 / (4 * (2 * a + 1)), 0.02);
  }
});

Deno.test("createMixing blends each pair of rows by the share that it returns", () => {
  const mix = createMixing({ mixup: 1, cutmix: 0 }, { channels: 1, height: 1, width: 1 }, 1);
  const x = Float64Array.of(1, 7, 3);
  const share = mix(x, 3, 1);
  assertAlmostEquals(x[0]!, share + 3 * (1 - share), 1e-15);
  assertEquals(x[1], 7);
  assertAlmostEquals(x[2]!, 3 * share + (1 - share), 1e-15);
});

Deno.test("createMixing exchanges a box whose share of the pixels it returns", () => {
  const mix = createMixing({ mixup: 0, cutmix: 1 }, IMAGE, 1);
  let cut = 0;
  for (let step = 1; step <= 50; step++) {
    const x = new Float32Array(2 * FEATURES).fill(1, 0, FEATURES);
    const share = mix(x, 2, step);
    const kept = x.subarray(0, FEATURES).filter((value) => value === 1).length;
    assertAlmostEquals(share, kept / FEATURES, 1e-15);
    const other = x.subarray(FEATURES).map((value) => 1 - value);
    assertEquals(other, x.subarray(0, FEATURES));
    if (share < 1) cut++;
  }
  assert(cut > 30);
});

Deno.test("createMixing does one or the other by chance if both are asked for", () => {
  const mix = createMixing({ mixup: 1, cutmix: 1 }, IMAGE, 1);
  const isCut = Array.from({ length: 100 }, (_, i) => {
    const x = new Float32Array(2 * FEATURES).fill(1, 0, FEATURES);
    mix(x, 2, i + 1);
    return x.every((value) => value === 0 || value === 1);
  });
  const cuts = isCut.filter((cut) => cut).length;
  assert(cuts > 30 && cuts < 70, String(cuts));
});

Deno.test("createMixing does nothing if it is not asked for", () => {
  const x = Float32Array.of(1, 2);
  assertEquals(createMixing({ mixup: 0, cutmix: 0 }, IMAGE, 1)(x, 2, 1), 1);
  assertEquals([...x], [1, 2]);
});
