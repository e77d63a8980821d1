/** CIFAR-100 on small files of the official layout. */
import { assertEquals, assertRejects } from "@std/assert";
import { type Cifar100Config, loadCifar100, loadCifar100Files } from "./cifar100.ts";
import { CIFAR100_FILES } from "./official_files.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { createCifar100Files, createCifar10Image, createMemorySource } from "./testdata/files.ts";

const config: Cifar100Config = {
  kind: "cifar100",
  ...DATASET_DEFAULTS.cifar100,
  validationExamples: 2,
};

function load(changes: Partial<Cifar100Config> = {}, files = createCifar100Files(12, 4)) {
  return loadCifar100Files({ ...config, ...changes }, createMemorySource(files), [12, 4]);
}

Deno.test("loadCifar100Files takes the fine labels, and pixels behind both", async () => {
  const { train, validation, test, classes, shape } = await load();
  assertEquals([...train.labels], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals([[...validation.labels], [...test.labels]], [[10, 11], [12, 13, 14, 15]]);
  assertEquals([classes.length, classes[99], shape], [100, "fine_99", [3, 32, 32]]);
  assertEquals([...train.values.slice(7 * 3072, 8 * 3072)], [...createCifar10Image(7)]);
});

Deno.test("loadCifar100Files takes the coarse labels if they are asked for", async () => {
  const { test, classes, hash } = await load({ labels: "coarse" });
  assertEquals([...test.labels], [2, 2, 2, 3]);
  assertEquals([classes.length, classes[19]], [20, "coarse_19"]);
  assertEquals(hash === (await load()).hash, false);
});

Deno.test("loadCifar100Files refuses a label above the last class, of those that are asked for", async () => {
  const files = createCifar100Files(12, 4);
  const test = files["cifar-100-binary/test.bin"]!;
  test[3074 + 1] = 100;
  await assertRejects(
    () => load({}, files),
    SyntaxError,
    "Cannot read cifar-100-binary/test.bin: the label at offset 3075 is 100; wanted 0 to 99; ",
  );
  test[3074] = 20;
  await assertRejects(
    () => load({ labels: "coarse" }, files),
    SyntaxError,
    "the label at offset 3074 is 20; wanted 0 to 19",
  );
});

Deno.test("loadCifar100 warns of other files, wants 50,000 images and says how to get them", async () => {
  assertEquals((await load()).warnings, [
    "cifar100: these are not the official files; results are not comparable with published ones",
  ]);
  const official = Object.values(CIFAR100_FILES);
  const source = {
    ...createMemorySource(createCifar100Files(12, 4)),
    sha256: () => official.shift() ?? "content",
  };
  assertEquals((await loadCifar100Files(config, source, [12, 4])).warnings, []);
  await assertRejects(
    () => loadCifar100(config, createMemorySource(createCifar100Files(12, 4))),
    SyntaxError,
    "wanted 153700000 bytes, 50000 images of 3074; fetch it with deno task data cifar100, or use " +
      "--data-dir to name the folder that contains cifar-100-binary",
  );
});
