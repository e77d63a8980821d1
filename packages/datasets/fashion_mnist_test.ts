/** Fashion-MNIST on small files of the official layout. */
import { assertEquals, assertRejects } from "@std/assert";
import { type FashionMnistConfig, loadFashionMnist } from "./fashion_mnist.ts";
import { loadMnist } from "./mnist.ts";
import { FASHION_MNIST_FILES } from "./official_files.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { createMemorySource, createMnistFiles } from "./testdata/files.ts";

const config: FashionMnistConfig = {
  kind: "fashion-mnist",
  ...DATASET_DEFAULTS["fashion-mnist"],
  validationExamples: 2,
};
const files = await createMnistFiles(12, 3, "fashion-mnist");

Deno.test("loadFashionMnist reads the layout of MNIST, with names of its own", async () => {
  const fashion = await loadFashionMnist(config, createMemorySource(files));
  const mnist = await loadMnist(
    { ...config, kind: "mnist" },
    createMemorySource(await createMnistFiles(12, 3)),
  );
  assertEquals(fashion.train, mnist.train);
  assertEquals([fashion.classes[0], fashion.classes[9]], ["T-shirt/top", "Ankle boot"]);
  assertEquals(fashion.hash === mnist.hash, false);
});

Deno.test("loadFashionMnist knows the official files by the packed ones", async () => {
  const packed = new Map(Object.entries(files).map(([path, bytes]) => [bytes, path]));
  const source = {
    ...createMemorySource(files),
    sha256: ([bytes]: readonly Uint8Array[]) =>
      FASHION_MNIST_FILES[packed.get(bytes!)!] ?? "content",
  };
  assertEquals((await loadFashionMnist(config, source)).warnings, []);
  assertEquals((await loadFashionMnist(config, createMemorySource(files))).warnings, [
    "fashion-mnist: these are not the official files; results are not comparable with published ones",
  ]);
});

Deno.test("loadFashionMnist says how to get files that are missing", async () => {
  await assertRejects(
    () => loadFashionMnist(config, createMemorySource({})),
    Error,
    "fetch it with deno task data fashion-mnist, or use --data-dir to name the folder that " +
      "contains fashion-mnist",
  );
});
