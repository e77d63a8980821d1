/**
 * What a run says of each example of the test split, and which it gets most wrong. Not for drawing:
 * the stored values of the worst examples go along, so that whoever draws needs no data set.
 *
 * @module
 */
import type { Dataset } from "@samebit/datasets";
import type { PredictionRow } from "@samebit/runlog";

/** Examples that are kept with their values, at most. */
const MOST_MISTAKES = 24;

/** The predictions of a run for the test split. */
export interface Predictions {
  /** A row for each example, in the order of the split. */
  readonly rows: readonly PredictionRow[];
  /** The wrongly predicted examples of the greatest loss. */
  readonly mistakes: Mistakes;
}

/** Wrongly predicted examples. */
export interface Mistakes {
  /** Their positions in the test split: the greatest loss first, the first of equals. */
  readonly examples: Uint32Array;
  /** The axes of one example, such as [3, 32, 32]. */
  readonly shape: readonly number[];
  /** Their values as the data set stores them, [examples, ...shape]; of images only. */
  readonly images?: Uint8Array | Float32Array | Float64Array;
  /** The names of the classes, by class number. */
  readonly classes: readonly string[];
}

/** Finds the mistakes among predictions of the test split. */
export function withMistakes(
  rows: readonly PredictionRow[],
  { test, shape, features, classes }: Dataset,
): Predictions {
  const wrong = rows.filter(({ label, predicted }) => label !== predicted);
  // A loss that is NaN is as wrong as can be.
  const wrongness = ({ loss }: PredictionRow) => Number.isNaN(loss) ? Infinity : loss;
  const worst = wrong
    .toSorted((a, b) => Math.sign(wrongness(b) - wrongness(a)) || a.example - b.example)
    .slice(0, MOST_MISTAKES);
  const examples = Uint32Array.from(worst, ({ example }) => example);
  const mistakes = { examples, shape, classes };
  if (shape.length < 2) return { rows, mistakes };
  const images = test.values.slice(0, examples.length * features);
  examples.forEach((example, at) => {
    images.set(test.values.subarray(example * features, (example + 1) * features), at * features);
  });
  return { rows, mistakes: { ...mistakes, images } };
}
