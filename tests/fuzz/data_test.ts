/**
 * The readers of data sets: IDX files (MNIST), CIFAR-10's batches, tables.
 */
import { DATASET_DEFAULTS, type DatasetConfigOf, parseExamples } from "@samebit/datasets";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadCifar10Files } from "../../packages/datasets/cifar10.ts";
import { loadCsvFile } from "../../packages/datasets/csv_file.ts";
import { loadMnist } from "../../packages/datasets/mnist.ts";
import { readIdx } from "../../packages/datasets/idx.ts";
import {
  createCifar10Files,
  createMemorySource,
  createMnistFiles,
  gzip,
  joinIdx,
} from "../../packages/datasets/testdata/files.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { damagedBytes, damagedText } from "./mutations.ts";

const LAYOUT = { axes: [2, 2], maxCount: 4, remedy: "fetch it again" };
const IDX = joinIdx([0x803, 3, 2, 2], Uint8Array.from({ length: 12 }, (_, at) => at));
const PACKED = await gzip(IDX);

function readOne(packed: Uint8Array) {
  return readIdx(createMemorySource({ [SOURCE]: packed }), SOURCE, LAYOUT);
}

fuzz(
  "readIdx refuses what is packed with a clear error, or reads as much as it holds",
  fc.oneof(damagedBytes([IDX]), fc.uint8Array({ maxLength: 64 })),
  async (bytes) => {
    const packed = await gzip(bytes);
    const idx = await readOrRefuse(() => readOne(packed));
    if (idx === undefined) return;
    assertEquals(idx.items.length, idx.count * 4);
    assertEquals(idx.items, bytes.subarray(16));
  },
);

fuzz(
  "readIdx refuses a damaged packed file with a clear error, or reads what was packed",
  fc.oneof(damagedBytes([PACKED]), fc.uint8Array({ maxLength: 64 })),
  async (packed) => {
    const idx = await readOrRefuse(() => readOne(packed));
    // The pack's own checksum: what comes out is what went in, whatever happened to its frame.
    if (idx !== undefined) assertEquals(idx.bytes, IDX);
  },
);

const MNIST = await createMnistFiles(3, 2);
const MNIST_CONFIG = {
  kind: "mnist",
  ...DATASET_DEFAULTS.mnist,
  validationExamples: 1,
} as const;
const LABELS = "mnist/train-labels-idx1-ubyte.gz";

fuzz(
  "loadMnist refuses wrong labels with a clear error, or holds them",
  fc.oneof(
    fc.uint8Array({ minLength: 3, maxLength: 3 }),
    fc.array(fc.nat(10), { minLength: 2, maxLength: 4 }).map((labels) => Uint8Array.from(labels)),
  ),
  async (labels) => {
    const file = await gzip(joinIdx([0x801, labels.length], labels));
    const source = createMemorySource({ ...MNIST, [LABELS]: file });
    const dataset = await readOrRefuse(() => loadMnist(MNIST_CONFIG, source), LABELS);
    const isRight = labels.length === 3 && labels.every((label) => label < 10);
    assertEquals(dataset !== undefined, isRight);
    if (dataset !== undefined) assertEquals([...dataset.train.labels], [...labels.subarray(0, 2)]);
  },
);

const CIFAR10 = createCifar10Files(1);
const CIFAR10_CONFIG = {
  kind: "cifar10",
  ...DATASET_DEFAULTS.cifar10,
  validationExamples: 1,
  testExamples: 1,
} as const;
const BATCH = "cifar-10-batches-bin/data_batch_2.bin";
const NAMES = "cifar-10-batches-bin/batches.meta.txt";

fuzz(
  "loadCifar10 refuses a changed batch with a clear error, or holds its pixels",
  fc.oneof(
    damagedBytes([CIFAR10[BATCH]!]),
    fc.nat(255).map((label) => Uint8Array.from(CIFAR10[BATCH]!, (v, at) => at === 0 ? label : v)),
  ),
  async (bytes) => {
    const source = createMemorySource({ ...CIFAR10, [BATCH]: bytes });
    const load = () => loadCifar10Files(CIFAR10_CONFIG, source, 1);
    const dataset = await readOrRefuse(load, BATCH);
    const isRight = bytes.length === 3073 && bytes[0]! < 10;
    assertEquals(dataset !== undefined, isRight);
    if (dataset === undefined) return;
    assertEquals(dataset.train.labels[1], bytes[0]);
    assertEquals(dataset.train.values.subarray(3072, 6144), bytes.subarray(1));
  },
);

fuzz(
  "loadCifar10 refuses wrong names of classes with a clear error, or holds ten of them",
  damagedBytes([CIFAR10[NAMES]!]),
  async (bytes) => {
    const source = createMemorySource({ ...CIFAR10, [NAMES]: bytes });
    const load = () => loadCifar10Files(CIFAR10_CONFIG, source, 1);
    const dataset = await readOrRefuse(load, NAMES);
    if (dataset !== undefined) assertEquals(new Set(dataset.classes).size, 10);
  },
);

const HEADERS = ["names", "none", "counts"] as const;

function loadTable(text: string | Uint8Array, config: Partial<DatasetConfigOf<"csv">>) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const sizes = { validationExamples: 1, testExamples: 1 };
  return loadCsvFile(
    { kind: "csv", file: SOURCE, ...DATASET_DEFAULTS.csv, ...sizes, ...config },
    createMemorySource({ [SOURCE]: bytes }),
  );
}

const TABLES = [
  "width,height,fruit\n3,9,pear\n7,6,apple\n8,7e-2,apple\n1,2,pear\n",
  '3,"2,",1\r\n-.5,+9.,0\r\n\r\n7,6,1\r\n1,1,1\r\n',
  "4,2,setosa,virginica\n1,2,0\n3,4,1\n5,6,1\n7,8,0\n",
];

fuzz(
  "loadCsvFile refuses a changed table with a clear error, or holds finite numbers and classes",
  fc.record({
    text: fc.oneof(
      damagedText(TABLES),
      fc.string({ unit: "binary" }),
      damagedBytes(TABLES.map((text) => new TextEncoder().encode(text))),
    ),
    header: fc.constantFrom(...HEADERS),
    label: fc.constantFrom<number | string>(-1, 0, 2, 9, "fruit", "__proto__"),
  }),
  async ({ text, header, label }) => {
    const load = () => loadTable(text, { header, label });
    // Splits that do not fit are the experiment's fault, not the file's.
    const dataset = await readOrRefuse(load).catch((error) => {
      if (!/Cannot (split|take)/.test(String(error))) throw error;
    });
    if (!dataset) return;
    for (const { values, labels, count } of [dataset.train, dataset.validation, dataset.test]) {
      assertEquals([values.length, labels.length], [count * dataset.features, count]);
      assert([...values].every(Number.isFinite));
      assert([...labels].every((label) => label < dataset.classes.length));
    }
  },
);

const FRUIT = { features: 2, classes: ["apple", "pear"] };
const FRUIT_COLUMNS = { features: ["width", "height"], label: "fruit" };

fuzz(
  "parseExamples refuses a changed table with a clear error, or holds finite numbers and classes",
  fc.record({
    text: fc.oneof(
      damagedText([...TABLES, "height,width\n1,2\n3,4\n", "1,2\n3,4\n", "1,2,pear\n"]),
      fc.string({ unit: "binary" }),
    ),
    header: fc.constantFrom(...HEADERS),
    label: fc.constantFrom<number | string | undefined>(undefined, -1, 0, 9, "fruit", "__proto__"),
    named: fc.boolean(),
  }),
  async ({ text, header, label, named }) => {
    const dataset = { ...FRUIT, ...(named && { columns: FRUIT_COLUMNS }) };
    const options = { header, ...(label !== undefined && { label }) };
    const bytes = new TextEncoder().encode(text);
    const examples = await readOrRefuse(() => parseExamples(bytes, SOURCE, dataset, options));
    if (examples === undefined) return;
    const { values, labels, count } = examples;
    assertEquals(values.length, count * 2);
    assert([...values].every(Number.isFinite));
    if (labels === undefined) return;
    assertEquals(labels.length, count);
    assert([...labels].every((label) => label < 2));
  },
);

fuzz(
  "loadCsvFile gives back every number that was written",
  fc.integer({ min: 1, max: 4 }).chain((features) =>
    fc.array(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: features,
        maxLength: features,
      }),
      { minLength: 4, maxLength: 9 },
    )
  ),
  async (rows) => {
    const text = rows.map((row, at) => [...row.map(spell), at % 2].join(",") + "\n").join("");
    const { train, validation, test } = await loadTable(text, {
      header: "none",
      preprocess: "none",
    });
    const found = [train, validation, test].flatMap(({ values }) => [...values]);
    const bits = (numbers: readonly number[]) =>
      [...new Uint32Array(Float32Array.from(numbers).buffer)].sort();
    assertEquals(bits(found), bits(rows.flat()));
  },
);

function spell(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
