/** Known answers of NumPy 2.4.6, `numpy.random.seed(231)` and on. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createNumpyLegacyRandom, type NumpyLegacyRandom } from "./numpy_legacy.ts";

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assertEquals(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(actual[i]! - value) / Math.abs(value);
    assert(error <= 1e-15, `number ${i} is ${actual[i]}, NumPy's ${value}`);
  }
}

Deno.test("createNumpyLegacyRandom gives NumPy's stream through all three kinds of draw", () => {
  const random = createNumpyLegacyRandom(231);
  assertEquals(draw(3, random.uniform), [0.78149404082882, 0.5842091160855433, 0.426710070189125]);
  assertClose(draw(5, random.normal), [
    0.9321059601849435,
    -0.5265355633323876,
    1.8153365888489932,
    -0.35928653739237376,
    -0.45407412861741364,
  ]);
  assertEquals(draw(8, () => random.integer(10)), [3, 6, 3, 0, 2, 7, 1, 1]);
  // The sixth normal number was kept while integers were drawn.
  assertClose(draw(2, random.normal), [-0.01604143740376944, 2.1466574476910836]);
  assertEquals(draw(3, () => random.integer(1)), [0, 0, 0]);
  assertEquals(draw(5, () => random.integer(16)), [7, 13, 14, 12, 6]);
  assertEquals(draw(2, () => random.integer(2 ** 31)), [178482033, 918842470]);
  assertEquals(draw(2, () => random.integer(2 ** 32)), [3377617071, 390937317]);
  assertEquals(random.uniform(), 0.9024765130584271);
});

Deno.test("createNumpyLegacyRandom gives NumPy's stream after many words", () => {
  const random = createNumpyLegacyRandom(231);
  assertEquals(draw(2000, random.uniform).at(-1), 0.06172498278552063);
  assertClose([draw(1001, random.normal).at(-1)!], [0.07898719116538502]);
  assertClose([random.normal()], [-0.37124333766699563]);
});

Deno.test("createNumpyLegacyRandom takes the least and the greatest seed", () => {
  const zero = createNumpyLegacyRandom(0);
  assertEquals(zero.uniform(), 0.5488135039273248);
  assertClose([zero.normal()], [0.7415917408091613]);
  assertEquals(createNumpyLegacyRandom(4294967295).uniform(), 0.0976320289940138);
});

Deno.test("createNumpyLegacyRandom refuses seeds and bounds that NumPy refuses", () => {
  for (const seed of [-1, 1.5, 2 ** 32, NaN]) {
    assertThrows(() => createNumpyLegacyRandom(seed), RangeError, `with ${seed}: wanted`);
  }
  const random: NumpyLegacyRandom = createNumpyLegacyRandom(1);
  for (const bound of [0, 2.5, 2 ** 32 + 1]) {
    assertThrows(() => random.integer(bound), RangeError, `below ${bound}: wanted a bound`);
  }
});
