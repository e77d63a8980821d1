/** MNIST on small files of the official layout, and the refusal of damaged ones. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { MnistConfig } from "./mnist.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { loadMnist } from "./mnist.ts";
import { createMemorySource, createMnistFiles, gzip, joinIdx } from "./testdata/files.ts";

const IMAGES = "mnist/train-images-idx3-ubyte.gz";
const LABELS = "mnist/train-labels-idx1-ubyte.gz";

const config: MnistConfig = { kind: "mnist", ...DATASET_DEFAULTS.mnist, validationExamples: 2 };
const files = await createMnistFiles(12, 3);

function load(changes: Partial<MnistConfig> = {}, otherFiles: Record<string, Uint8Array> = {}) {
  return loadMnist({ ...config, ...changes }, createMemorySource({ ...files, ...otherFiles }));
}

Deno.test("loadMnist takes every part in the order of the files", async () => {
  const { train, validation, test, shape } = await load();
  assertEquals([train.count, validation.count, test.count], [10, 2, 3]);
  assertEquals(shape, [28, 28]);
  assertEquals([...validation.labels], [0, 1]);
  assertEquals(train.values[784], (784 * 13 + 5) % 256);
  assertEquals([test.values[1], test.labels[2]], [13 + 4, 2]);
});

Deno.test("loadMnist gives all pixels one mean and one deviation by default", async () => {
  const { offset, factor, train } = await load({ trainExamples: 1 });
  assertEquals([new Set(offset).size, new Set(factor).size], [1, 1]);
  const pixels = [...(await load()).train.values];
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  assertEquals(offset[0], Math.fround(mean));
  assertEquals(train.count, 1);
});

Deno.test("loadMnist warns of files that are not the official ones", async () => {
  assertEquals((await load()).warnings, [
    "mnist: these are not the official files; results are not comparable with published ones",
  ]);
});

Deno.test("loadMnist gives the same hash however the files are packed", async () => {
  const stored = await gzip(
    joinIdx([0x801, 12], Uint8Array.from({ length: 12 }, (_, i) => i % 10)),
  );
  const repacked = stored.slice();
  repacked[9] = 7; // the operating system in gzip's header
  assertEquals((await load({}, { [LABELS]: repacked })).hash, (await load()).hash);
});

Deno.test("loadMnist refuses a file that is cut off, wherever it is cut", async () => {
  const packed = files[IMAGES]!;
  for (const length of [0, 1, 9, 20, Math.floor(packed.length / 2), packed.length - 1]) {
    const error = await assertRejects(
      () => load({}, { [IMAGES]: packed.slice(0, length) }),
      SyntaxError,
      `Cannot read ${IMAGES}: `,
    );
    assertStringIncludes(error.message, `the gzip file of ${length} bytes is damaged or cut off`);
    assertStringIncludes(error.message, "after offset ");
  }
});

Deno.test("loadMnist refuses a file whose packed bytes are damaged", async () => {
  const packed = files[IMAGES]!.slice();
  packed[packed.length - 6]! ^= 1; // in the checksum
  await assertRejects(() => load({}, { [IMAGES]: packed }), SyntaxError, "is damaged or cut off");
});

Deno.test("loadMnist refuses headers and sizes that are not what they should be", async () => {
  const pixels = new Uint8Array(12 * 784);
  for (
    const [words, items, problem] of [
      [[0x801, 12], pixels, "the word at offset 0 is 0x00000801; wanted 0x00000803"],
      [[0x803, 12, 28, 27], pixels, "the word at offset 12 is 27; wanted 28"],
      [[0x803, 0, 28, 28], pixels.subarray(0, 0), "the word at offset 4 announces no items"],
      [
        [0x803, 13, 28, 28],
        pixels,
        "unpacked, it ends at offset 9424, but the word at offset 4 announces 13 items, which end at 10208",
      ],
      [[0x803, 4294967295, 28, 28], pixels, "announces 4294967295 items"],
      [[0x803, 11, 28, 28], pixels, "announces 11 items, which end at 8640"],
      [[0x803, 12], pixels.subarray(0, 0), "it ends at offset 8; wanted a header of 16 bytes"],
    ] as const
  ) {
    await assertRejects(
      async () => load({}, { [IMAGES]: await gzip(joinIdx(words, items)) }),
      SyntaxError,
      problem,
    );
  }
});

Deno.test("loadMnist stops unpacking at the largest possible size", async () => {
  const bomb = await gzip(joinIdx([0x801, 4294967295], new Uint8Array(1_000_000)));
  assertEquals(bomb.length < 2000, true);
  await assertRejects(
    () => load({}, { [LABELS]: bomb }),
    SyntaxError,
    `Cannot read ${LABELS}: it unpacks to more than 100008 bytes`,
  );
});

Deno.test("loadMnist refuses labels above 9, and another number of them than of images", async () => {
  const label = Uint8Array.from({ length: 12 }, (_, i) => i === 5 ? 200 : 1);
  await assertRejects(
    async () => load({}, { [LABELS]: await gzip(joinIdx([0x801, 12], label)) }),
    SyntaxError,
    `Cannot read ${LABELS}: the label at offset 13 of what it unpacks to is 200; wanted 0 to 9`,
  );
  await assertRejects(
    async () => load({}, { [LABELS]: await gzip(joinIdx([0x801, 1], new Uint8Array(1))) }),
    SyntaxError,
    `Cannot read ${LABELS}: it has 1 labels, but ${IMAGES} has 12 images`,
  );
});
