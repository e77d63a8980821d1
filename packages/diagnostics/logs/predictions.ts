/**
 * What the runs of each variant predict on the test split: counts of label against prediction over
 * all seeds, and the most wrongly classified examples of the first seed. The logs are read here;
 * nothing is drawn.
 */
import { FILES, type ImageShape, type LogSource, lossOf, type Variant } from "@samebit/findings";
import { type LogTable, predictionColumns, RUN_FILES, type StoredNumbers } from "@samebit/runlog";
import { highest } from "@samebit/statistics";
import { type ProbabilityFigures, probabilityFigures } from "../probabilities/figures.ts";
import type { Probabilities } from "../probabilities/probabilities.ts";
import {
  hasProbabilities,
  parseNames,
  predictedVariants,
  readLastLog,
  readMistakeArrays,
} from "./stored_predictions.ts";

const COLUMNS = predictionColumns({ task: "classification" }, 0);

/** A wrongly classified example. */
export interface Mistake {
  /** Its position in the test split. */
  readonly example: number;
  /** Its class. */
  readonly label: number;
  /** The predicted class; −1 for none, if a score was NaN. */
  readonly predicted: number;
  /** Its loss, in the unit of the loss function. */
  readonly loss: number;
  /** Its stored values, channels first; empty if the examples are not images. */
  readonly values: ArrayLike<number>;
}

/** What the runs of one variant say about the test split. */
export interface VariantPredictions {
  /** The variant. */
  readonly variant: string;
  /** The kind of its loss function, if its plan names one. */
  readonly loss?: string;
  /** The seeds of the runs that are counted. */
  readonly seeds: readonly number[];
  /**
   * How many examples of each class were predicted as each class, over the seeds, [classes,
   * classes].
   */
  readonly counts: readonly (readonly number[])[];
  /** The figures of the probabilities of each run, if they are kept. */
  readonly probabilities?: readonly ProbabilityFigures[];
  /** The mistakes of the greatest loss of the first of the seeds, the greatest first. */
  readonly mistakes: readonly Mistake[];
}

/** The predictions of an experiment. */
export interface Predictions {
  /** The names of the classes. */
  readonly classes: readonly string[];
  /** The shape of an example; absent if the examples are not images. */
  readonly shape?: ImageShape;
  /** By variant, in the order of the experiment. */
  readonly variants: readonly VariantPredictions[];
  /** The one that is shown first: the best by validation. */
  readonly first: number;
  /** How many variants have predictions that are left out. */
  readonly left: number;
}

/**
 * Reads the predictions of the chosen candidate's complete runs of each variant; nothing if there
 * are none.
 *
 * @throws {SyntaxError} naming the file, if one cannot be read or does not fit the others.
 */
export async function readPredictions(
  folder: string,
  all: readonly Variant[],
  source: LogSource = FILES,
): Promise<Predictions | undefined> {
  const { variants: predicted, first, left } = predictedVariants(all, "classification");
  let described: Pick<MistakesFile, "classes" | "shape"> | undefined;
  const variants: VariantPredictions[] = [];
  for (const { label, runs } of predicted) {
    const places = runs.map(({ planned }) => `${folder}/${planned.folder}`);
    const file = await readMistakes(places[0]!);
    const { length: classes } = file.classes;
    const tables: PredictionLog[] = [];
    const probabilities: ProbabilityFigures[] = [];
    for (const [at, { planned, record }] of runs.entries()) {
      const told = hasProbabilities(record!) ? classes : 0;
      const table = await readLog(source, places[at]!, classes, told);
      tables.push(table);
      const figures = told > 0 && figuresOf(planned.seed, table, told);
      if (figures) probabilities.push(figures);
    }
    const loss = lossOf(runs[0]!.record);
    variants.push({
      variant: label,
      ...(loss !== undefined && { loss }),
      seeds: runs.map(({ planned }) => planned.seed),
      counts: countPairs(tables, classes),
      ...(probabilities.length > 0 && { probabilities }),
      mistakes: mistakesOf(file, tables[0]!),
    });
    described ??= file;
  }
  if (described === undefined) return undefined;
  const { classes, shape } = described;
  return { classes, ...(shape && { shape }), variants, first, left };
}

/** Their probabilities; undefined where none are kept. */
export function probabilitiesOf(
  { classes, variants, left }: Predictions,
): Probabilities | undefined {
  if (variants.every(({ probabilities }) => probabilities === undefined)) return undefined;
  return {
    names: classes,
    isPair: classes.length === 2,
    variants: variants.map(({ variant, probabilities = [] }) => ({ variant, runs: probabilities })),
    left,
  };
}

type PredictionLog = LogTable<typeof COLUMNS>;

async function readLog(
  source: LogSource,
  place: string,
  classes: number,
  told: number,
): Promise<PredictionLog> {
  const columns = predictionColumns({ task: "classification" }, told) as typeof COLUMNS;
  const { log, path } = await readLastLog(source, place, RUN_FILES.predictions, columns);
  const { label, predicted } = log.values;
  const strange = label.findIndex((each, row) =>
    !(each >= 0 && each < classes && predicted[row]! >= -1 && predicted[row]! < classes)
  );
  if (strange < 0) return log;
  throw new SyntaxError(`Cannot read ${path}:${strange + 2}: a class is not among the ${classes}`);
}

/** The figures of the probabilities of a run. */
function figuresOf(
  seed: number,
  { values }: PredictionLog,
  classes: number,
): ProbabilityFigures | undefined {
  const labels = Array.from(values["label"]!);
  const rows = labels.map((_, row) =>
    Array.from({ length: classes }, (_, at) => values[`probability${at + 1}`]![row]!)
  );
  const outcomes = Array.from({ length: classes }, (_, at) => ({
    probabilities: rows.map((row) => row[at]!),
    holds: labels.map((label) => label === at),
  }));
  const confidences = rows.map((row) => highest(row));
  const isRight = rows.map((row, at) => row.indexOf(confidences[at]!) === labels[at]);
  return probabilityFigures(seed, outcomes, { confidences, isRight });
}

/** How often each class was predicted as each; examples without a predicted class are left out. */
function countPairs(tables: readonly PredictionLog[], classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { values: { label, predicted } } of tables) {
    label.forEach((each, row) => {
      if (predicted[row]! >= 0) counts[each]![predicted[row]!]!++;
    });
  }
  return counts;
}

function mistakesOf(
  { examples, shape, images }: MistakesFile,
  { values: { example, label, predicted, loss } }: PredictionLog,
): Mistake[] {
  const numbers = shape === undefined ? 0 : shape.channels * shape.height * shape.width;
  const rowOf = new Map(Array.from(example, (each, row) => [each, row]));
  return [...examples].flatMap((each, at) => {
    const row = rowOf.get(each);
    if (row === undefined) return [];
    const values = images.subarray(at * numbers, (at + 1) * numbers);
    return [{
      example: each,
      label: label[row]!,
      predicted: predicted[row]!,
      loss: loss[row]!,
      values,
    }];
  });
}

/** What `mistakes.safetensors` holds. */
interface MistakesFile {
  readonly classes: readonly string[];
  readonly shape?: ImageShape;
  readonly examples: ArrayLike<number> & Iterable<number>;
  readonly images: StoredNumbers;
}

async function readMistakes(place: string): Promise<MistakesFile> {
  const { arrays, metadata, path } = await readMistakeArrays(place);
  const find = (wanted: string) => arrays.find(({ name }) => name === wanted);
  const images = find("images");
  const shape = images && shapeOf(images.shape);
  return {
    classes: classesOf(metadata["classes"], path),
    ...(shape && { shape }),
    examples: find("examples")?.values ?? [],
    images: images?.values ?? new Uint8Array(0),
  };
}

/** The shape of images of shape [examples, rows, columns] or [examples, channels, rows, columns]. */
function shapeOf([, ...axes]: readonly number[]): ImageShape | undefined {
  const [channels, height, width] = axes.length === 2 ? [1, ...axes] : axes;
  const isImage = axes.length <= 3 && (channels === 1 || channels === 3) && height && width;
  return isImage ? { channels, height, width } : undefined;
}

function classesOf(text: string | undefined, path: string): readonly string[] {
  return parseNames(text, path, "classes", 65536);
}
