/** Section 5 of the contract: content and its hash, splits, inputs, minibatches, augmentation. */
import {
  DATASET_DEFAULTS,
  type DatasetConfigOf,
  type DatasetKind,
  loadDigits,
} from "@samebit/datasets";
import { planOf } from "@samebit/experiment";
import { createAugmentation, createMinibatches } from "@samebit/minibatches";
import { Trainer } from "@samebit/solver";
import {
  chooseSplits,
  type Content,
  createInputMap,
  type Dataset,
  hashContent,
  portableSha256,
  type SplitIndices,
} from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";
import { assertEquals } from "@std/assert";
import { parseCsv } from "../../packages/datasets/csv_file.ts";
import { loadNumpyLegacy } from "../../packages/datasets/numpy_legacy.ts";
import { cutOfficialSplits } from "../../packages/splits/official_splits.ts";
import { findSame } from "../../packages/tables/alike_labels.ts";
import { type Case, checkVectors, CONTRACTS, floatOf, floatsOf, hex64, hexOf } from "./vectors.ts";

/** Stored values: bytes as numbers, floats as bits. */
function valuesOf({ type, values }: Case): Content["values"] {
  return type === "uint8" ? Uint8Array.from(values as number[]) : floatsOf(values);
}

function rowsOf({ train, validation, test }: Case): SplitIndices {
  return {
    train: Uint32Array.from(train),
    validation: Uint32Array.from(validation),
    test: Uint32Array.from(test),
  };
}

function sha256Of(floats: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * floats.length));
  floats.forEach((x, i) => view.setFloat32(4 * i, x, true));
  return portableSha256([new Uint8Array(view.buffer)]);
}

function parse({ text, header, label }: Case): Content {
  const sizes = { validationExamples: 1, testExamples: 1 };
  const base = { kind: "csv", file: "t.csv", ...DATASET_DEFAULTS.csv, ...sizes } as DatasetConfigOf<
    "csv"
  >;
  return parseCsv(new TextEncoder().encode(text), { ...base, header, label });
}

/** How many positions of each split of the digits a vector shows. */
const ROWS_SHOWN = 5;

/** A data set of one feature, whose value is the position in the train split. */
function countingDataset(examples: number): Dataset {
  const split = (count: number) => ({
    values: Float32Array.from({ length: count }, (_, i) => i),
    labels: new Uint16Array(count),
    count,
  });
  return {
    kind: "digits",
    features: 1,
    shape: [1],
    classes: ["0", "1"],
    hash: "",
    warnings: [],
    offset: new Float32Array(1),
    factor: Float32Array.of(1),
    train: split(examples),
    validation: split(1),
    test: split(1),
  };
}

/** The inputs that a trainer's evaluation leaves: behind row 0, those of the training sample. */
function sampledBy({ seed, epoch, examples, trainExamples, from }: Case): number[] {
  const plan = planOf({
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [] },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    batchSize: 1,
    epochs: 1,
    evaluation: { trainExamples, test: false },
    seed,
  });
  const trainer = new Trainer(plan, countingDataset(examples), createReferenceKernels("float32"));
  trainer.evaluate(epoch);
  return [...trainer.inputs.subarray(from, Math.min(examples, trainExamples))];
}

/** What is computed, or the text `refused`. */
function orRefused<T>(compute: () => T): T | "refused" {
  try {
    return compute();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return "refused";
    throw error;
  }
}

checkVectors("5-data", {
  defaults: ({ kind }) => DATASET_DEFAULTS[kind as DatasetKind],
  hash: (given) =>
    hashContent({
      shape: given.shape,
      values: valuesOf(given),
      labels: Uint16Array.from(given.labels),
      classes: given.classes,
      ...(given.splits && { rows: rowsOf(given.splits) }),
    }),
  csv(given) {
    const content = parse(given);
    const { shape, values, labels, classes } = content;
    const hash = hashContent(content);
    return { shape, values: hexOf(values as Float32Array), labels: [...labels], classes, hash };
  },
  csvRefused: (given) =>
    orRefused(() => {
      parse(given);
      return "accepted";
    }),
  async digits({ config }) {
    const { hash, offset, factor, train, validation, test } = await loadDigits(config);
    const rows = chooseSplits(1797, config);
    const first = (positions: Uint32Array) => [...positions.subarray(0, ROWS_SHOWN)];
    return {
      hash,
      train: first(rows.train),
      validation: first(rows.validation),
      test: first(rows.test),
      counts: [train.count, validation.count, test.count],
      firstTrainValues: [...train.values.subarray(0, 64)],
      firstTrainLabels: [...train.labels.subarray(0, ROWS_SHOWN)],
      offset: sha256Of(offset),
      factor: sha256Of(factor),
    };
  },
  async numpyLegacy({ config }) {
    const { train, hash } = await loadNumpyLegacy({ kind: "numpy-legacy", ...config });
    return { values: hexOf(train.values as Float64Array), labels: [...train.labels], hash };
  },
  split({ examples, ...sizes }) {
    const { train, validation, test } = chooseSplits(examples, sizes);
    return { train: [...train], validation: [...validation], test: [...test] };
  },
  officialSplit({ training, testing, ...sizes }) {
    const values = Uint8Array.from({ length: training + testing }, (_, i) => i);
    const content: Content = {
      shape: [1],
      values,
      labels: Uint16Array.from(values),
      classes: ["0"],
    };
    const cut = cutOfficialSplits(content, training, sizes);
    const range = (part: Dataset["train"]) => [part.values[0], part.count];
    return {
      train: range(cut.train),
      validation: range(cut.validation),
      test: range(cut.test),
      fitted: range(cut.fitted),
    };
  },
  inputMap(given) {
    const values = valuesOf(given);
    const features = given.shape.reduce((product: number, axis: number) => product * axis, 1);
    const count = values.length / features;
    const fitted = { values, labels: new Uint16Array(count), count };
    return orRefused(() => {
      const { offset, factor } = createInputMap(fitted, given.shape, given.preprocess);
      return { offset: hexOf(offset), factor: hexOf(factor) };
    });
  },
  inputs(given) {
    const kernels = createReferenceKernels(given.precision);
    const columns = given.values.length;
    const [offset, factor, out] = [0, 0, 0].map(() => kernels.allocate(columns));
    offset!.set(given.offset.map(floatOf));
    factor!.set(given.factor.map(floatOf));
    kernels.gather(valuesOf(given), Uint32Array.of(0), offset!, factor!, out!, 1, columns);
    return hexOf(out!);
  },
  minibatches({ examples, batchSize, sampling, seed, stepsPerEpoch, steps }) {
    const batches = createMinibatches({ count: examples, batchSize, sampling, seed });
    if (batches.stepsPerEpoch !== stepsPerEpoch) return batches.stepsPerEpoch;
    return steps.map((step: number) => {
      const out = new Uint32Array(batchSize);
      batches.fill(step, out);
      return [...out];
    });
  },
  augmentation({ shape, seed, step, rows, epoch = 1, examples = [], ...fields }) {
    const features = shape.reduce((product: number, axis: number) => product * axis, 1);
    const x = Float32Array.from({ length: rows * features }, (_, i) => i + 1);
    return orRefused(() => {
      const { flip, shift, edge = "zeros", erase = 0 } = fields;
      const none = { mixup: 0, cutmix: 0 };
      const config = { kind: "images", flip, shift, edge, erase, ...none } as const;
      const at = { step, epoch, examples: Uint32Array.from(examples) };
      createAugmentation(config, shape, seed)(x, rows, at);
      return [...x];
    });
  },
  mixing({ mixup, cutmix, shape, precision, seed, step, rows }: Case) {
    const count = rows * shape.reduce((product: number, axis: number) => product * axis, 1);
    const x = precision === "float32" ? new Float32Array(count) : new Float64Array(count);
    for (let i = 0; i < count; i++) x[i] = (i % 23 - 11) / 7;
    const none = { flip: false, shift: 0, edge: "zeros", erase: 0 } as const;
    const mix = createAugmentation({ kind: "images", ...none, mixup, cutmix }, shape, seed);
    const share = mix(x, rows, { step, epoch: 1, examples: new Uint32Array(rows) });
    return { share: hex64(share), x: hexOf(x) };
  },
  trainSample: sampledBy,
});

/** The characters of two planes and the tags, each as a text. */
function* characters(): Generator<string> {
  for (let c = 0; c < 0xe1000; c++) {
    if (c === 0xd800) c = 0xe000;
    if (c === 0x20000) c = 0xe0000;
    yield String.fromCodePoint(c);
  }
}

Deno.test("section 5 lists every character that labels are compared without", async () => {
  const text = await Deno.readTextFile(`${CONTRACTS}/5-data.md`);
  const step = text.slice(text.indexOf("2. These characters"), text.indexOf("3. Each of U+FF01"));
  const listed = ["ab"];
  for (const [, from, to] of step.matchAll(/U\+([0-9A-F]+)(?:\s+to\s+U\+([0-9A-F]+))?/g)) {
    for (let c = parseInt(from!, 16); c <= parseInt(to ?? from!, 16); c++) {
      listed.push(`a${String.fromCodePoint(c)}b`);
    }
  }
  const all = ["ab", ...Array.from(characters(), (each) => `a${each}b`)];
  assertEquals(findSame(all).find(([first]) => first === "ab"), listed);
});

Deno.test("section 5 lists every letter that labels are compared by another for", async () => {
  const text = await Deno.readTextFile(`${CONTRACTS}/5-data.md`);
  const tables = [...text.matchAll(/^ +U\+([0-9A-F ]+)\n +([A-Za-z ]+)$/gm)];
  const listed = tables.flatMap(([, codes, letters]) => {
    const names = letters!.trim().split(/ +/);
    return codes!.split(" ").map((code, i) =>
      `${names[i]}${String.fromCodePoint(parseInt(code, 16))}`
    );
  });
  assertEquals(listed.length, 43);
  const found = findSame([...characters()]).flatMap(([first, ...others]) =>
    /[A-Za-z]/.test(first!) ? others.map((each) => `${first}${each}`) : []
  );
  // Without the wide letters of step 3 and the sign of Kelvin, which NFC takes for K.
  const others = found.filter((pair) => !/[\uff01-\uff5e\u212a]/.test(pair));
  assertEquals(others.toSorted(), listed.toSorted());
});

Deno.test("section 5 gives the data hashes that the locks hold", async () => {
  const text = await Deno.readTextFile(`${CONTRACTS}/5-data.md`);
  const listed = [...text.matchAll(/^\| .* \| `([0-9a-f]{64})` \|$/gm)].map(([, hash]) => hash);
  const locks = ["update-rules", "update-rules-cifar10", "mnist"].map(async (name) => {
    const lock = await Deno.readTextFile(`${CONTRACTS}/../../experiments/${name}.lock.json`);
    return JSON.parse(lock).runs[0].dataHash;
  });
  assertEquals(listed, await Promise.all(locks));
});
