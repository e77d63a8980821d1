/** What holds for every data set, over all of them. */
import { formatNpz } from "@samebit/arrays";
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Dataset } from "@samebit/splits";
import { loadCifar10Files } from "./cifar10.ts";
import { loadCifar100Files } from "./cifar100.ts";
import {
  DATASET_DEFAULTS,
  type DatasetConfig,
  type DatasetConfigOf,
  type DatasetKind,
  DATASETS,
  loadDataset,
} from "./registry.ts";
import {
  createCifar100Files,
  createCifar10Files,
  createMemorySource,
  createMnistFiles,
  joinIdx,
} from "./testdata/files.ts";

const sizes = { trainExamples: 60, validationExamples: 20, testExamples: 10 };
const TABLE = "a,b,same,class\n" +
  Array.from({ length: 100 }, (_, i) => `${i / 8},${i * i},7,${i % 3}`).join("\n");

/** CIFAR-10 and CIFAR-100 go through their loaders with small files; of CIFAR-10, of so many images. */
const CIFAR10_RECORDS = 20;

/** The numbers for parity are neither split nor preprocessed; numpy_legacy_test.ts tests them. */
type SplitKind = Exclude<DatasetKind, "numpy-legacy">;
type SplitDatasetConfig = DatasetConfigOf<SplitKind>;

/** One configuration of each kind; leaving one out does not compile. */
const SAMPLES: { readonly [K in SplitKind]: DatasetConfigOf<K> } = {
  digits: { kind: "digits", ...DATASET_DEFAULTS.digits, ...sizes },
  csv: { kind: "csv", file: "table.csv", ...DATASET_DEFAULTS.csv, ...sizes },
  arrays: {
    kind: "arrays",
    ...DATASET_DEFAULTS.arrays,
    features: "x.idx",
    labels: "y.idx",
    ...sizes,
  },
  images: { kind: "images", folder: "photos", ...DATASET_DEFAULTS.images, ...sizes },
  cifar10: { kind: "cifar10", ...DATASET_DEFAULTS.cifar10, ...sizes },
  cifar100: { kind: "cifar100", ...DATASET_DEFAULTS.cifar100, ...sizes },
  mnist: { kind: "mnist", ...DATASET_DEFAULTS.mnist, ...sizes },
  "fashion-mnist": {
    kind: "fashion-mnist",
    ...DATASET_DEFAULTS["fashion-mnist"],
    ...sizes,
  },
};

const source = createMemorySource({
  "table.csv": new TextEncoder().encode(TABLE),
  "x.idx": joinIdx([0x803, 100, 2, 3], Uint8Array.from({ length: 600 }, (_, i) => i * i % 97)),
  "y.idx": joinIdx([0x801, 100], Uint8Array.from({ length: 100 }, (_, i) => i % 3)),
  "photos.rgb.npz": formatNpz([
    {
      name: "x",
      shape: [100, 3, 2, 2],
      values: Uint8Array.from({ length: 1200 }, (_, i) => i % 251),
    },
    { name: "y", shape: [100], values: Array.from({ length: 100 }, (_, i) => "abc"[i % 3]!) },
  ]),
  ...createCifar10Files(CIFAR10_RECORDS),
  ...createCifar100Files(100, 20),
  ...await createMnistFiles(80, 10),
  ...await createMnistFiles(80, 10, "fashion-mnist"),
});

async function load(config: SplitDatasetConfig): Promise<Dataset> {
  switch (config.kind) {
    case "cifar10":
      return await loadCifar10Files(config, source, CIFAR10_RECORDS);
    case "cifar100":
      return await loadCifar100Files(config, source, [100, 20]);
    default:
      return await loadDataset(config, source);
  }
}

function splitsOf({ train, validation, test }: Dataset) {
  return [train, validation, test];
}

for (const config of Object.values(SAMPLES) as SplitDatasetConfig[]) {
  const { kind } = config;

  Deno.test(`loadDataset gives splits of the configured sizes, dense and in range (${kind})`, async () => {
    const dataset = await load(config);
    assertEquals(splitsOf(dataset).map(({ count }) => count), [60, 20, 10]);
    assertEquals(dataset.kind, kind);
    assertEquals(dataset.shape.reduce((a, b) => a * b), dataset.features);
    for (const { values, labels, count } of splitsOf(dataset)) {
      assertEquals([values.length, labels.length], [count * dataset.features, count]);
      assert(labels.every((label) => label < dataset.classes.length));
      assert(values.every(Number.isFinite));
    }
  });

  Deno.test(`loadDataset gives the same data set twice (${kind})`, async () => {
    assertEquals(await load(config), await load(config));
  });

  Deno.test(`loadDataset gives a hash that splits and preprocessing do not move (${kind})`, async () => {
    const { hash } = await load(config);
    const others: SplitDatasetConfig[] = [
      { ...config, trainExamples: 5 },
      { ...config, preprocess: "none" },
      "splitSeed" in config ? { ...config, splitSeed: 1 } : { ...config, testExamples: "all" },
    ];
    for (const other of others) assertEquals((await load(other)).hash, hash);
    assert(/^[0-9a-f]{64}$/.test(hash));
  });

  Deno.test(`loadDataset standardizes each feature of the train split (${kind})`, async () => {
    const dataset = await load({ ...config, preprocess: "standardize", trainExamples: "all" });
    const { features, offset, factor, train } = dataset;
    for (let feature = 0; feature < features; feature++) {
      const inputs = Array.from({ length: train.count }, (_, row) => {
        return (train.values[row * features + feature]! - offset[feature]!) * factor[feature]!;
      });
      const mean = inputs.reduce((sum, x) => sum + x) / train.count;
      const square = inputs.reduce((sum, x) => sum + x * x, 0) / train.count;
      assert(Math.abs(mean) < 1e-6, `mean ${mean} of feature ${feature}`);
      assert(
        square === 0 || Math.abs(square - 1) < 1e-5,
        `variance ${square} of feature ${feature}`,
      );
    }
  });

  Deno.test(`loadDataset refuses splits that do not fit (${kind})`, async () => {
    const large = { ...config, testExamples: 5000 };
    await assertRejects(() => load(large), RangeError, "Cannot split ");
  });
}

Deno.test("DATASETS has every kind", () => {
  assertEquals(Object.keys(DATASETS).sort(), [...Object.keys(SAMPLES), "numpy-legacy"].sort());
});

Deno.test("loadDataset refuses an unknown kind and lists the known ones", async () => {
  for (const kind of ["didgits", "toString"]) {
    await assertRejects(
      () => loadDataset({ ...SAMPLES.digits, kind } as unknown as DatasetConfig, source),
      TypeError,
      `Cannot load data set "${kind}": wanted one of digits, csv, arrays, images, cifar10, cifar100, mnist, ` +
        "fashion-mnist, numpy-legacy",
    );
  }
});

Deno.test("loadDataset names a file it cannot read, and the flag that helps", async () => {
  const error = await assertRejects(
    () => loadDataset({ ...SAMPLES.csv, file: "missing.csv" }, source),
    Error,
    'Cannot read data file "missing.csv": No such file: /data/missing.csv; ' +
      "name the folder of the data files with --data-dir FOLDER",
  );
  assert(error.cause instanceof Error);
});
