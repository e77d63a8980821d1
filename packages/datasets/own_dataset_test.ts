import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { type Fields, fillDefaults } from "@samebit/input";
import {
  createDataset,
  type DataSource,
  PREPROCESS_FIELD,
  SPLIT_SEED,
  TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";
import { ownDatasetLoader, type OwnExamples } from "./own_dataset.ts";
import { loadDataset } from "./registry.ts";

const FIELDS = {
  preprocess: { ...PREPROCESS_FIELD, default: "none" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, default: 1 },
  testExamples: { ...TEST_EXAMPLES, default: 1 },
  splitSeed: SPLIT_SEED,
} as const;

const EXAMPLES = {
  shape: [2],
  values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  labels: [0, 1, 1, 0],
  classes: ["no", "yes"],
};

const SPLITS = { train: [3, 0], validation: [1], test: [2] };

const NO_FILES: DataSource = { readFile: () => Promise.reject(new Error("there is none")) };

const loadOf = (examples: unknown, fields: Fields = FIELDS) =>
  ownDatasetLoader("own-x", { fields, load: () => examples as OwnExamples })
    .load(fillDefaults("own-x", fields, {}) as never, NO_FILES);

Deno.test("ownDatasetLoader cuts examples as any data set, by the fields of the plan", async () => {
  const { labels, ...content } = EXAMPLES;
  const config = fillDefaults("own-x", FIELDS, {}) as never;
  const wanted = createDataset({ ...content, labels: Uint16Array.from(labels) }, config);
  assertEquals(await loadOf(EXAMPLES), wanted);
});

Deno.test("ownDatasetLoader takes the rows that the code gives to each split, in their order", async () => {
  const { train, validation, test } = await loadOf({ ...EXAMPLES, splits: SPLITS }, {
    preprocess: FIELDS.preprocess,
  });
  assertEquals([...train.values], [7, 8, 1, 2]);
  assertEquals([...train.labels, ...validation.labels, ...test.labels], [0, 0, 1, 1]);
});

Deno.test("ownDatasetLoader hashes the rows of splits that the code gives", async () => {
  const hashOf = async (splits?: unknown) => (await loadOf({ ...EXAMPLES, splits })).hash;
  const hash = await hashOf(SPLITS);
  assertEquals(await hashOf({ ...SPLITS, train: Uint8Array.of(3, 0) }), hash);
  for (
    const splits of [
      undefined,
      { ...SPLITS, train: [0, 3] },
      { train: [3], validation: [0, 1], test: [2] },
    ]
  ) {
    assertNotEquals(await hashOf(splits), hash);
  }
});

Deno.test("ownDatasetLoader takes targets, and standardizes them by the train split", async () => {
  const { labels: _, classes: __, ...inputs } = EXAMPLES;
  const targets = { names: ["weight"], values: [2, 9, 9, 4] };
  const dataset = await loadOf({ ...inputs, targets, splits: SPLITS });
  assertEquals([...dataset.targets!.mean], [3]);
  assertEquals([...dataset.train.targets!], [4, 2]);
});

Deno.test("ownDatasetLoader names what is wrong with the examples", async () => {
  const { labels: _, classes: __, ...inputs } = EXAMPLES;
  const given = (change: object) => ({ ...EXAMPLES, ...change });
  const cut = (change: object) => given({ splits: { ...SPLITS, ...change } });
  const refused: readonly [examples: unknown, says: string][] = [
    [undefined, "shape is missing; wanted the axes of an example"],
    [given({ shape: [0, 2] }), "shape cannot be [0,2]"],
    [inputs, "they have neither labels nor targets; wanted labels, with classes, or targets"],
    [given({ targets: { names: ["a"], values: [1, 2, 3, 4] } }), "they have labels and targets"],
    [
      given({ values: [1, 2] }),
      "values cannot be [1,2]; wanted a Uint8Array of bytes, or a Float32Array",
    ],
    [
      given({ shape: [3] }),
      "values has 8 numbers; wanted 3 for each of 4 examples",
    ],
    [
      given({ values: EXAMPLES.values.map((x) => x === 4 ? NaN : x) }),
      "example 1, feature 1 is NaN; wanted a number",
    ],
    [given({ labels: [0, 1, 2, 0] }), "label 2 is 2; wanted a whole number from 0 to 1"],
    [given({ labels: [0, 1, "x", 0] }), "label 2 is NaN"],
    [given({ labels: 1 }), "labels cannot be 1; wanted a list"],
    [given({ classes: ["no"] }), "there are 1 classes; wanted 2 to 65536"],
    [given({ classes: ["no", "no"] }), 'classes names "no" twice'],
    [given({ classes: ["no", 1] }), "classes cannot be"],
    [{ ...inputs, targets: { names: ["a"], values: [1, 2, 3, NaN] } }, "target 3 is NaN"],
    [{ ...inputs, targets: { names: [], values: [] } }, "targets.values has 0 numbers"],
    [cut({ test: [3] }), "example 3 is in splits.train and again in splits.test; wanted it in one"],
    [cut({ train: [0, 0] }), "example 0 is in splits.train and again in splits.train"],
    [cut({ test: [] }), "splits.test is empty"],
    [cut({ test: [4] }), "splits.test has 4; wanted whole numbers from 0 to 3"],
    [cut({ test: [0.5] }), "splits.test has 0.5"],
    [cut({ test: undefined }), "splits.test is missing; wanted a list"],
  ];
  for (const [examples, says] of refused) {
    await assertRejects(() => loadOf(examples), RangeError, says);
  }
});

Deno.test("ownDatasetLoader wants splits, from the code or by fields", async () => {
  const { splitSeed: _, ...fields } = FIELDS;
  await assertRejects(
    () => loadOf(EXAMPLES, fields),
    RangeError,
    "they have no splits, and its fields no splitSeed; wanted splits, or the fields trainExamples",
  );
});

Deno.test("ownDatasetLoader says what the code threw, and refuses paths out of the data", async () => {
  const loading = (path: string) =>
    ownDatasetLoader("own-x", {
      fields: FIELDS,
      async load(_, source) {
        await source.readFile(path);
        throw new TypeError("no idea");
      },
    }).load(fillDefaults("own-x", FIELDS, {}) as never, {
      readFile: (path) =>
        path === "x" ? Promise.resolve(new Uint8Array()) : NO_FILES.readFile(path),
    });
  await assertRejects(() => loading("x"), Error, "Cannot load own-x: it threw TypeError: no idea");
  await assertRejects(() => loading("y"), Error, 'Cannot load own-x: Cannot read data file "y"');
  await assertRejects(() => loading("../y"), Error, "wanted a relative path inside the data");
});

Deno.test("loadDataset says where the code of an own data set is", async () => {
  await assertRejects(
    () => loadDataset({ kind: "own-x" } as never, NO_FILES),
    TypeError,
    "its code is not here but in its author's folder",
  );
});
