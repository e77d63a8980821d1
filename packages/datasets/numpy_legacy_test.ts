import { assertEquals, assertThrows } from "@std/assert";
import { loadNumpyLegacy } from "./numpy_legacy.ts";

const CONFIG = {
  kind: "numpy-legacy",
  seed: 231,
  examples: 2,
  features: 15,
  classes: 10,
} as const;

Deno.test("loadNumpyLegacy gives the numbers of the course's sanity check in every part", async () => {
  const dataset = await loadNumpyLegacy(CONFIG);
  // numpy.random.seed(231); numpy.random.randn(2, 15); numpy.random.randint(10, size=2)
  assertEquals(dataset.train.values[0], 0.41794341085522313);
  assertEquals([dataset.train.values.length, dataset.train.labels.length], [30, 2]);
  assertEquals(dataset.classes.length, 10);
  assertEquals([dataset.validation, dataset.test], [dataset.train, dataset.train]);
});

Deno.test("loadNumpyLegacy gives another hash for other numbers alone", async () => {
  const { hash } = await loadNumpyLegacy(CONFIG);
  assertEquals((await loadNumpyLegacy(CONFIG)).hash, hash);
  assertEquals((await loadNumpyLegacy({ ...CONFIG, seed: 232 })).hash === hash, false);
});

Deno.test("loadNumpyLegacy refuses sizes and seeds out of range", () => {
  assertThrows(
    () => loadNumpyLegacy({ ...CONFIG, classes: 257 }),
    RangeError,
    "Cannot draw examples: classes is 257; wanted an integer from 1 to 256",
  );
  assertThrows(() => loadNumpyLegacy({ ...CONFIG, examples: 0 }), RangeError, "examples is 0");
  assertThrows(
    () => loadNumpyLegacy({ ...CONFIG, examples: 1_000_000, features: 1_000 }),
    RangeError,
    "1000000 of 1000 features are 1000000000 numbers; wanted at most 134217728",
  );
  assertThrows(() => loadNumpyLegacy({ ...CONFIG, seed: 2 ** 32 }), RangeError, "Cannot seed");
});
