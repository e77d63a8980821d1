/** CIFAR-10 on small files of the official layout, and the refusal of damaged ones. */
import { assertEquals, assertRejects } from "@std/assert";
import { portableSha256 } from "@samebit/splits";
import { type Cifar10Config, loadCifar10, loadCifar10Files } from "./cifar10.ts";
import { CIFAR10_FILES } from "./official_files.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { createCifar10Files, createCifar10Image, createMemorySource } from "./testdata/files.ts";

const RECORDS = 4;
const BATCH_2 = "cifar-10-batches-bin/data_batch_2.bin";
const META = "cifar-10-batches-bin/batches.meta.txt";

const config: Cifar10Config = {
  kind: "cifar10",
  ...DATASET_DEFAULTS.cifar10,
  validationExamples: 3,
  testExamples: "all",
};

function load(changes: Partial<Cifar10Config> = {}, files = createCifar10Files(RECORDS)) {
  return loadCifar10Files({ ...config, ...changes }, createMemorySource(files), RECORDS);
}

/** The first pixel of a test image is its number. */
function imagesOf({ values, count }: { values: ArrayLike<number>; count: number }): number[] {
  return Array.from({ length: count }, (_, row) => values[row * 3072]!);
}

Deno.test("loadCifar10Files takes every part in the order of the files", async () => {
  const { train, validation, test } = await load({ trainExamples: 5, testExamples: 2 });
  assertEquals(imagesOf(train), [0, 1, 2, 3, 4]);
  assertEquals([...train.labels], [0, 1, 2, 3, 4]);
  assertEquals(imagesOf(validation), [17, 18, 19]);
  assertEquals([...validation.labels], [7, 8, 9]);
  assertEquals(imagesOf(test), [20, 21]);
});

Deno.test("loadCifar10Files keeps the pixels of an image as they are in the file, channels first", async () => {
  const { train, shape, classes } = await load();
  assertEquals(shape, [3, 32, 32]);
  assertEquals([...train.values.slice(6 * 3072, 7 * 3072)], [...createCifar10Image(6)]);
  assertEquals([classes[0], classes[9]], ["airplane", "truck"]);
});

Deno.test("loadCifar10Files holds all images once, the splits as views", async () => {
  const { train, validation, test } = await load();
  assertEquals(validation.values.buffer, train.values.buffer);
  assertEquals(train.values.buffer === test.values.buffer, true);
  assertEquals(train.values.buffer.byteLength, 6 * RECORDS * 3072);
});

Deno.test("loadCifar10Files takes the mean of all images before validation, however few are trained on", async () => {
  const [all, few] = [await load(), await load({ trainExamples: 2 })];
  assertEquals(all.offset[0], Math.fround((16 * 17 / 2) / 17));
  assertEquals(few.offset, all.offset);
  assertEquals(few.train.count, 2);
});

Deno.test("loadCifar10Files standardizes channels with two numbers for each", async () => {
  const { offset, factor } = await load({ preprocess: "standardize-channels" });
  for (const numbers of [offset, factor]) {
    assertEquals(new Set(numbers.subarray(0, 1024)).size, 1);
    assertEquals(new Set([numbers[0], numbers[1024], numbers[2048]]).size, 3);
  }
});

Deno.test("loadCifar10Files warns of files that are not the official ones", async () => {
  const { warnings } = await load();
  assertEquals(warnings, [
    "cifar10: these are not the official files; results are not comparable with published ones",
  ]);
});

Deno.test("loadCifar10Files does not warn where the hashes are those of the official files", async () => {
  // Hashes cannot be turned round, so the source gives the official ones, one file after the other.
  const official = Object.values(CIFAR10_FILES);
  const sourceOf = (hashes: string[]) => ({
    ...createMemorySource(createCifar10Files(RECORDS)),
    sha256: () => hashes.shift() ?? "content",
  });
  const one = await loadCifar10Files(config, sourceOf([...official]), RECORDS);
  assertEquals([one.warnings, one.hash], [[], "content"]);
  const other = await loadCifar10Files(config, sourceOf(official.with(5, "")), RECORDS);
  assertEquals(other.warnings, [
    "cifar10: these are not the official files: test_batch.bin; " +
    "results are not comparable with published ones",
  ]);
});

Deno.test("loadCifar10Files gives a hash that moves with pixels, labels and names", async () => {
  const hashes = [(await load()).hash];
  for (const [file, offset] of [[BATCH_2, 3073], [BATCH_2, 3075], [META, 0]] as const) {
    const files = createCifar10Files(RECORDS);
    files[file]![offset]!++;
    hashes.push((await load({}, files)).hash);
  }
  assertEquals(new Set(hashes).size, 4);
});

Deno.test("loadCifar10Files hashes with the source's own function, to the same hash", async () => {
  let bytes = 0;
  const source = {
    ...createMemorySource(createCifar10Files(RECORDS)),
    sha256(parts: readonly Uint8Array[]) {
      for (const part of parts) bytes += part.length;
      return portableSha256(parts);
    },
  };
  const dataset = await loadCifar10Files(config, source, RECORDS);
  assertEquals(dataset.hash, (await load()).hash);
  assertEquals(bytes > 2 * 6 * RECORDS * 3073, true);
});

Deno.test("loadCifar10Files refuses a file of a wrong size with its offset", async () => {
  for (
    const [size, problem] of [
      [3 * 3073 + 100, "it ends at offset 9319; wanted 12292 bytes, 4 images of 3073; "],
      [4 * 3073 + 1, "it continues at offset 12292 and has 12293 bytes; wanted 12292 bytes"],
      [0, "it ends at offset 0; wanted 12292 bytes"],
    ] as const
  ) {
    const files = { ...createCifar10Files(RECORDS), [BATCH_2]: new Uint8Array(size) };
    await assertRejects(
      () => load({}, files),
      SyntaxError,
      `Cannot read ${BATCH_2}: ${problem}`,
    );
  }
});

Deno.test("loadCifar10Files refuses a label above 9 with its offset", async () => {
  const files = createCifar10Files(RECORDS);
  files[BATCH_2]![2 * 3073] = 10;
  await assertRejects(
    () => load({}, files),
    SyntaxError,
    `Cannot read ${BATCH_2}: the label at offset 6146 is 10; wanted 0 to 9; the file is damaged`,
  );
});

Deno.test("loadCifar10Files refuses anything but ten different names of classes", async () => {
  for (const text of ["", "cat\ndog", "a\nb\nc\nd\ne\nf\ng\nh\ni\ni\n", "<\n".repeat(10)]) {
    const files = { ...createCifar10Files(RECORDS), [META]: new TextEncoder().encode(text) };
    await assertRejects(
      () => load({}, files),
      SyntaxError,
      `Cannot read ${META}: wanted 10 different names of classes, one a line`,
    );
  }
});

Deno.test("loadCifar10Files refuses splits that do not fit", async () => {
  for (
    const [changes, message] of [
      [
        { validationExamples: 20 },
        'Cannot split 20 training examples: validationExamples 20 leaves 0 to train on, trainExamples is "all", at least 1',
      ],
      [{ trainExamples: 18 }, "validationExamples 3 leaves 17 to train on, trainExamples is 18"],
      [
        { testExamples: 5 },
        'Cannot split 4 test examples: testExamples is 5; wanted at most 4 or "all"',
      ],
      [
        { testExamples: 0 },
        'Cannot split examples: testExamples is 0; wanted an integer of at least 1 or "all"',
      ],
    ] as const
  ) {
    await assertRejects(() => load(changes), RangeError, message);
  }
});

Deno.test("loadCifar10 wants 10,000 images in each file", async () => {
  await assertRejects(
    () => loadCifar10(config, createMemorySource(createCifar10Files(RECORDS))),
    SyntaxError,
    "Cannot read cifar-10-batches-bin/data_batch_1.bin: it ends at offset 12292; " +
      "wanted 30730000 bytes, 10000 images of 3073; fetch it with deno task data cifar10",
  );
});

Deno.test("loadCifar10 says how to get files that are missing", async () => {
  await assertRejects(
    () => loadCifar10(config, createMemorySource({})),
    Error,
    'Cannot read data file "cifar-10-batches-bin/batches.meta.txt": ' +
      "No such file: /data/cifar-10-batches-bin/batches.meta.txt; fetch it with deno task data " +
      "cifar10, or use --data-dir to name the folder that contains cifar-10-batches-bin",
  );
});
