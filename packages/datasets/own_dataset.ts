/**
 * Data sets of a folder's own (`docs/own-kinds.md`). Their code gives examples and, if it likes, says
 * which are in which split; what it gives is checked, and hashed, cut and mapped to inputs here, as
 * the content of any data set. See `docs/contracts/10-files.md`, section 10.11.
 *
 * @module
 */
import { cannotBe, type ConfigOf, type Fields, findTwice, isWhole, quote } from "@samebit/input";
import {
  type Content,
  type ContentConfig,
  createDataset,
  createSharedDataset,
  type DatasetLoader,
  type DataSource,
  hasherOf,
  readDataFile,
  type SplitConfig,
  type SplitIndices,
  type TargetColumns,
} from "@samebit/splits";

/** Rows by their numbers from 0, each in at most one split. */
export interface OwnSplits {
  /** What weights are fitted on. */
  readonly train: ArrayLike<number>;
  /** What variants and epochs are chosen by. */
  readonly validation: ArrayLike<number>;
  /** What is measured once, at the end. */
  readonly test: ArrayLike<number>;
}

/** The examples of a data set of one's own: with labels and classes, or with targets. */
export interface OwnExamples {
  /** The axes of one example, such as [8, 8] or [3, 32, 32]. */
  readonly shape: readonly number[];
  /** Values, [examples, product of `shape`]. */
  readonly values: Content["values"];
  /** The class of each example, as its place in `classes`. */
  readonly labels?: ArrayLike<number>;
  /** The names of the classes. */
  readonly classes?: readonly string[];
  /** Numbers to predict, [examples, names]; of several labels zeros and ones. */
  readonly targets?: { readonly names: readonly string[]; readonly values: ArrayLike<number> };
  /** Which examples are in which split; the fields of the plan say it if left out. */
  readonly splits?: OwnSplits;
}

/** What the file of a data set of one's own exports. */
export interface OwnDataset<F extends Fields> {
  /** Its fields; `preprocess` is one of them. */
  readonly fields: F;
  /** Reads or computes its examples, the same ones each time. */
  load(config: ConfigOf<string, F>, source: DataSource): OwnExamples | Promise<OwnExamples>;
}

/** Labels are 16-bit numbers. */
const MOST_CLASSES = 65_536;

/** The fields that cut examples whose splits the code does not say. */
const SPLIT_FIELDS = ["trainExamples", "validationExamples", "testExamples", "splitSeed"] as const;

/**
 * A kind of data set by what its file exports.
 *
 * @param name Its name.
 */
export function ownDatasetLoader(
  name: string,
  { fields, load }: OwnDataset<Fields>,
): DatasetLoader<string, Fields> {
  return {
    fields,
    async load(config, source) {
      const readFile = (path: string) => readDataFile(source, path);
      let examples: unknown;
      try {
        examples = await load(config, { readFile });
      } catch (cause) {
        throw new Error(`Cannot load ${name}: ${saidBy(cause)}`, { cause });
      }
      const content = contentOf(examples, (problem) => {
        throw new RangeError(`Cannot use the examples of ${name}: ${problem}`);
      });
      const given = config as unknown as ContentConfig & SplitConfig;
      if (content.rows !== undefined) {
        return createSharedDataset(content, given, content.rows, hasherOf(source));
      }
      const missing = SPLIT_FIELDS.find((field) => !Object.hasOwn(fields, field));
      if (missing === undefined) return createDataset(content, given, hasherOf(source));
      throw new RangeError(
        `Cannot split the examples of ${name}: they have no splits, and its fields no ${missing}; ` +
          `wanted splits, or the fields ${SPLIT_FIELDS.join(", ")} of @samebit/splits`,
      );
    },
  };
}

/** What an error of somebody else's code says. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${quote(error)}`;
  return error.name === "Error" ? error.message : `it threw ${error.name}: ${error.message}`;
}

type Refuse = (problem: string) => never;

/** The examples as a content, once nothing is wrong with them. */
function contentOf(given: unknown, refuse: Refuse): Content {
  const { shape, values, labels, classes, targets, splits } = Object(given) as Partial<OwnExamples>;
  if (!Array.isArray(shape) || shape.length === 0 || !shape.every((axis) => isWhole(axis, 1))) {
    return refuse(`shape ${cannotBe(shape, "the axes of an example, such as [2] or [3, 32, 32]")}`);
  }
  if ((labels === undefined) === (targets === undefined)) {
    const has = labels === undefined ? "neither labels nor targets" : "labels and targets";
    return refuse(`they have ${has}; wanted labels, with classes, or targets`);
  }
  const answers = targets === undefined
    ? labelsOf(labels, classes, refuse)
    : { labels: new Uint16Array(), classes: [], targets: targetsOf(targets, refuse) };
  const count = targets === undefined
    ? answers.labels.length
    : targets.values.length / targets.names.length;
  const features = shape.reduce((product, axis) => product * axis, 1);
  return {
    shape,
    values: valuesOf(values, count, features, refuse),
    ...answers,
    ...(splits !== undefined && { rows: rowsOf(splits, count, refuse) }),
  };
}

function valuesOf(
  values: unknown,
  count: number,
  features: number,
  refuse: Refuse,
): Content["values"] {
  const isHeld = values instanceof Uint8Array || values instanceof Float32Array ||
    values instanceof Float64Array;
  if (!isHeld) {
    return refuse(`values ${cannotBe(values, "a Uint8Array of bytes, or a Float32Array")}`);
  }
  if (values.length !== count * features) {
    refuse(`values has ${values.length} numbers; wanted ${features} for each of ${count} examples`);
  }
  const strange = values.findIndex((value) => !Number.isFinite(value));
  if (strange < 0) return values;
  const [example, feature] = [Math.floor(strange / features), strange % features];
  return refuse(`example ${example}, feature ${feature} is ${values[strange]}; wanted a number`);
}

function labelsOf(labels: unknown, classes: unknown, refuse: Refuse) {
  const names = namesOf("classes", classes, refuse);
  if (names.length < 2 || names.length > MOST_CLASSES) {
    refuse(`there are ${names.length} classes; wanted 2 to ${MOST_CLASSES}`);
  }
  const numbers = numbersOf("labels", labels, refuse);
  const strange = numbers.findIndex((label) => !isWhole(label, 0) || label >= names.length);
  if (strange < 0) return { labels: Uint16Array.from(numbers), classes: names };
  return refuse(
    `label ${strange} is ${numbers[strange]}; wanted a whole number from 0 to ${names.length - 1}`,
  );
}

function targetsOf(targets: OwnExamples["targets"], refuse: Refuse): TargetColumns {
  const names = namesOf("targets.names", Object(targets).names, refuse);
  const values = numbersOf("targets.values", Object(targets).values, refuse);
  if (names.length === 0 || values.length % names.length !== 0) {
    refuse(
      `targets.values has ${values.length} numbers; wanted ${names.length} for each example, one ` +
        "for each of targets.names",
    );
  }
  const strange = values.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) refuse(`target ${strange} is ${values[strange]}; wanted a number`);
  return { names, values };
}

/** Row numbers, none of them twice: what is trained on is not tested on. */
function rowsOf(splits: unknown, count: number, refuse: Refuse): SplitIndices {
  const names = ["train", "validation", "test"] as const;
  const owners = new Map<number, string>();
  const [train, validation, test] = names.map((split) => {
    const rows = numbersOf(`splits.${split}`, Object(splits)[split], refuse);
    if (rows.length === 0) refuse(`splits.${split} is empty; wanted at least one example`);
    for (const row of rows) {
      if (!isWhole(row, 0) || row >= count) {
        refuse(`splits.${split} has ${row}; wanted whole numbers from 0 to ${count - 1}`);
      }
      const owner = owners.get(row);
      if (owner !== undefined) {
        refuse(
          `example ${row} is in splits.${owner} and again in splits.${split}; wanted it in one`,
        );
      }
      owners.set(row, split);
    }
    return Uint32Array.from(rows);
  });
  return { train: train!, validation: validation!, test: test! };
}

function numbersOf(what: string, given: unknown, refuse: Refuse): Float64Array {
  const { length } = Object(given);
  const isList = Array.isArray(given) || (ArrayBuffer.isView(given) && isWhole(length, 0));
  if (!isList) return refuse(`${what} ${cannotBe(given, "a list or a typed array of numbers")}`);
  return Float64Array.from(given as ArrayLike<number>);
}

function namesOf(what: string, given: unknown, refuse: Refuse): readonly string[] {
  const isNamed = Array.isArray(given) &&
    given.every((name) => typeof name === "string" && name.trim() !== "");
  if (!isNamed) {
    return refuse(`${what} ${cannotBe(given, 'a list of names, such as ["no", "yes"]')}`);
  }
  const twice = findTwice(given as string[]);
  return twice === undefined ? given : refuse(`${what} names ${quote(twice)} twice`);
}
