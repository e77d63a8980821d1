/** Facts about the embedded digits, so that no other data can take their place unseen. */
import { assertEquals } from "@std/assert";
import type { DigitsConfig } from "./digits.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { loadDigits } from "./digits.ts";

const config: DigitsConfig = { kind: "digits", ...DATASET_DEFAULTS.digits };

/** A change of this is a change of the data: every run on them gets another identity. */
const HASH = "8791e48b5b683c0c4d819f954fee17623cc632bfb820b6b2df6823092a32d4ef";

Deno.test("loadDigits gives the content with the known hash", async () => {
  assertEquals((await loadDigits(config)).hash, HASH);
});

Deno.test("loadDigits gives 1,797 images with the documented number of each class", async () => {
  const { train, validation, test, classes } = await loadDigits(config);
  const counts = new Array<number>(10).fill(0);
  for (const { labels } of [train, validation, test]) {
    for (const label of labels) counts[label]!++;
  }
  assertEquals(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  assertEquals([train.count, validation.count, test.count], [1197, 300, 300]);
  assertEquals(classes.join(""), "0123456789");
});

Deno.test("loadDigits holds images as bytes from 0 to 16", async () => {
  const { train, shape } = await loadDigits(config);
  assertEquals(shape, [8, 8]);
  assertEquals(train.values instanceof Uint8Array, true);
  assertEquals([Math.min(...train.values), Math.max(...train.values)], [0, 16]);
});

Deno.test("loadDigits holds the first image of the file, row by row", async () => {
  const { train, validation, test } = await loadDigits(config);
  const image = [
    ...[0, 0, 5, 13, 9, 1, 0, 0],
    ...[0, 0, 13, 15, 10, 15, 5, 0],
    ...[0, 3, 15, 2, 0, 11, 8, 0],
    ...[0, 4, 12, 0, 0, 8, 8, 0],
    ...[0, 5, 8, 0, 0, 9, 8, 0],
    ...[0, 4, 11, 0, 1, 12, 7, 0],
    ...[0, 2, 14, 5, 10, 12, 0, 0],
    ...[0, 0, 6, 13, 10, 0, 0, 0],
  ].join();
  const labels = [train, validation, test].flatMap(({ values, labels, count }) => {
    const rows = Array.from({ length: count }, (_, row) => row);
    return rows.filter((row) => values.slice(row * 64, row * 64 + 64).join() === image)
      .map((row) => labels[row]);
  });
  assertEquals(labels, [0]);
});

Deno.test("loadDigits subtracts the mean of the train split by default", async () => {
  const { train, offset, factor } = await loadDigits(config);
  const sum = Array.from({ length: train.count }, (_, row) => train.values[row * 64 + 20]!)
    .reduce((a, b) => a + b);
  assertEquals(offset[20], Math.fround(sum / train.count));
  assertEquals(factor, new Float32Array(64).fill(1));
});
