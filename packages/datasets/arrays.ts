/**
 * Examples in arrays of one's own: NumPy's `.npy` and `.npz`, and IDX. One array holds the features,
 * one the labels or the targets; the first axis of each counts the examples.
 *
 * Not for tables with names, words or missing values among the features: see `csv_file.ts`.
 *
 * @module
 */
import { parseArray, type StoredArray, transpose } from "@samebit/arrays";
import {
  type Content,
  countExamples,
  createDataset,
  type Dataset,
  type DatasetLoader,
  type DataSource,
  hasherOf,
  readDataFile,
} from "@samebit/splits";
import { labelsOf, targetsOf } from "./array_answers.ts";
import { ARRAYS_FIELDS, type ArraysConfig } from "./arrays_config.ts";

/**
 * Loads arrays: shape is the axes of the features except the first, with channels first; bytes and
 * truth values stay bytes, every other number becomes the nearest float32.
 *
 * Labels are integers or words. The classes are the different labels, sorted by value, words by
 * their UTF-16 code units; or, if `names` names them, labels are their numbers from 0. Targets are
 * kept as float64.
 *
 * @throws {SyntaxError} A file is damaged, not an array, or holds something that is neither a
 * number nor a word; file and place are named.
 * @throws {RangeError} The arrays do not fit each other, a number is too large for float32, there are
 * fewer than 2 or more than 65,536 classes, or the splits do not fit.
 * @throws {Error} A file cannot be read.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * // Two IDX files: four examples of one feature each, and their labels.
 * const idx = (...values: number[]) => Uint8Array.of(0, 0, 8, 1, 0, 0, 0, values.length, ...values);
 * const files: Record<string, Uint8Array> = { x: idx(3, 1, 4, 1), y: idx(0, 1, 0, 1) };
 * const source = { readFile: (path: string) => Promise.resolve(files[path]!) };
 * const sizes = { validationExamples: 1, testExamples: 1 };
 * const config = { ...DATASET_DEFAULTS.arrays, features: "x", labels: "y", ...sizes };
 * const dataset = await loadDataset({ kind: "arrays", ...config }, source);
 * assertEquals(dataset.shape, [1]);
 * assertEquals(dataset.classes, ["0", "1"]);
 * ```
 */
export async function loadArrays(config: ArraysConfig, source: DataSource): Promise<Dataset> {
  const content = await readArrays(config, source);
  const dataset = createDataset(content, config, hasherOf(source));
  return { ...dataset, warnings: warnOfChannels(config, content.shape) };
}

/** Examples in arrays of one's own. */
export const arrays: DatasetLoader<"arrays", typeof ARRAYS_FIELDS> = {
  fields: ARRAYS_FIELDS,
  load: loadArrays,
};

/** Reads the content of arrays as {@link loadArrays} says. */
export async function readArrays(config: ArraysConfig, source: DataSource): Promise<Content> {
  const { features, labels, targets, names } = config;
  const path = labels ?? targets;
  if (path === null || (labels !== null && targets !== null)) {
    throw new RangeError(
      `Cannot use ${features}: ${
        path === null ? "neither labels nor targets are" : "labels and targets are both"
      } said; wanted labels, where examples have classes, or targets, where numbers are predicted`,
    );
  }
  const stored = await readArray(features, source);
  const { shape, values } = featuresOf(stored, config);
  const answers = await readArray(path, source);
  const content = {
    shape,
    values,
    ...(labels === null ? targetsOf(answers, path, names) : labelsOf(answers, path, names)),
  };
  const [examples, found] = [stored.shape[0]!, countExamples(content)];
  if (examples === found) return content;
  throw new RangeError(
    `Cannot use ${features} with ${path}: the first has ${examples} examples, the other ${found}`,
  );
}

/** Reads `file`, or `file.npz#name`. */
async function readArray(path: string, source: DataSource): Promise<StoredArray> {
  const [, file, name] = /^(.*\.npz)#(.+)$/i.exec(path) ?? [];
  return await parseArray(await readDataFile(source, file ?? path), file ?? path, name);
}

/** The axes and stored values of examples. */
function featuresOf(
  array: StoredArray,
  { features, channels }: ArraysConfig,
): Pick<Content, "shape" | "values"> {
  const { shape: [, ...axes], type } = array;
  const shapeText = `[${array.shape.join(", ")}]`;
  if (type === "words") {
    throw new SyntaxError(`Cannot use ${features} as features: it has words; wanted numbers`);
  }
  if (array.shape.length === 0 || array.shape.includes(0)) {
    throw new RangeError(`Cannot use ${features} as features: its shape is ${shapeText}`);
  }
  if (channels === "first") {
    return { shape: axes.length ? axes : [1], values: storedOf(array, features) };
  }
  if (axes.length !== 3) {
    throw new RangeError(
      `Cannot use ${features}: channels "last" is for images, whose array has the axes [examples, ` +
        `height, width, channels], and its shape is ${shapeText}`,
    );
  }
  const [height, width, last] = axes as [number, number, number];
  const values = storedOf(transpose(array, [0, 3, 1, 2]), features);
  return { shape: [last, height, width], values };
}

/** Bytes as they are, every other number as the nearest float32. */
function storedOf({ values }: StoredArray, file: string): Uint8Array | Float32Array {
  if (values instanceof Uint8Array) return values;
  const numbers = new Float32Array(values.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = Number(values[i]);
  const strange = numbers.findIndex((value) => !Number.isFinite(value));
  if (strange < 0) return numbers;
  throw new RangeError(
    `Cannot use ${file} as features: element ${strange} is ${values[strange]}; wanted a number ` +
      "that is finite as float32; fill in or leave out such examples",
  );
}

/** Networks of images take channels first, and no error would show the mistake. */
function warnOfChannels({ features, channels }: ArraysConfig, shape: readonly number[]): string[] {
  const [first, , last] = shape;
  const areLast = channels === "first" && shape.length === 3 && last! <= 4 && first! > 4;
  return areLast
    ? [
      `${features}: examples have the axes [${shape.join(", ")}], which seem to have their ` +
      'channels last; set channels "last" if so',
    ]
    : [];
}
