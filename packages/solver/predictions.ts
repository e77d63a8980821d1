/**
 * What a run predicts for each example of the test split, and which it gets most wrong. Not for
 * drawing: the stored values of the worst examples are kept too, so that drawing needs no data set.
 *
 * @module
 */
import type { PredictionRow } from "@samebit/runlog";
import type { Dataset, Split } from "@samebit/splits";
import type { TaskAtWork } from "@samebit/tasks";

/** Examples that are kept with their values, at most. */
const MOST_MISTAKES = 24;

/** The predictions of a run for the test split. */
export interface TestPredictions {
  /** A row for each example, in the order of the split. */
  readonly rows: readonly PredictionRow[];
  /** The worst predicted examples. */
  readonly mistakes: Mistakes;
}

/** The worst predicted examples: of numbers any, otherwise those that are wrong. */
export interface Mistakes {
  /** Their positions in the test split: the greatest loss first, among equal ones the first. */
  readonly examples: Uint32Array;
  /** The axes of one example, such as [3, 32, 32]. */
  readonly shape: readonly number[];
  /** Their values as the data set stores them, [examples, ...shape]; of images only. */
  readonly images?: Split["values"];
  /** The same if there are targets and the examples are not images. */
  readonly features?: Split["values"];
  /** The names of the classes, by class number; none if there are targets. */
  readonly classes: readonly string[];
  /** If there are targets, their names, and those of the features if they have any. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
}

/** Finds the mistakes among predictions of the test split. */
export function withMistakes(
  { isMistake }: Pick<TaskAtWork, "isMistake">,
  rows: readonly PredictionRow[],
  { test, shape, features, classes, targets, columns }: Dataset,
): TestPredictions {
  const wrong = rows.filter((row) => isMistake(row));
  // A loss that is NaN is as wrong as can be.
  const wrongness = ({ loss }: PredictionRow) => Number.isNaN(loss) ? Infinity : loss;
  const worst = wrong
    .toSorted((a, b) => Math.sign(wrongness(b) - wrongness(a)) || a.example - b.example)
    .slice(0, MOST_MISTAKES);
  const examples = Uint32Array.from(worst, ({ example }) => example);
  const mistakes = { examples, shape, classes };
  const isImage = shape.length > 1;
  if (!isImage && targets === undefined) return { rows, mistakes };
  const values = valuesOf(test, examples, features);
  const stored = isImage ? { images: values } : { features: values };
  if (targets === undefined) return { rows, mistakes: { ...mistakes, ...stored } };
  const names = { targets: targets.names, ...(columns && { features: columns.features }) };
  return { rows, mistakes: { ...mistakes, ...stored, names } };
}

/** The stored values of some examples, one after another. */
function valuesOf({ values }: Split, examples: Uint32Array, features: number): Split["values"] {
  const found = values.slice(0, examples.length * features);
  examples.forEach((example, at) => {
    found.set(values.subarray(example * features, (example + 1) * features), at * features);
  });
  return found;
}
