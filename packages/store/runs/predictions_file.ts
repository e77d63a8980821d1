/**
 * What a run says of the test split, as two files: a row for each example, and the worst mistakes
 * with what is needed to draw them. Arrays, shapes and metadata of `mistakes.safetensors`:
 * `docs/contracts/10-files.md`, section 10.4.
 *
 * @module
 */
import {
  formatHeader,
  formatRow,
  formatSafetensors,
  PREDICTION_COLUMNS,
  RUN_FILES,
  type StoredArray,
} from "@samebit/runlog";
import type { Mistakes, Predictions } from "@samebit/solver";

/** The contents of `predictions.csv` and `mistakes.safetensors`, by their names. */
export function formatPredictions(
  { rows, mistakes }: Predictions,
): Readonly<Record<string, string | Uint8Array>> {
  const lines = rows.map((row) => formatRow(PREDICTION_COLUMNS, row));
  return {
    [RUN_FILES.predictions]: formatHeader(PREDICTION_COLUMNS) + lines.join(""),
    [RUN_FILES.mistakes]: mistakesFile(mistakes),
  };
}

function mistakesFile({ examples, shape, images, classes }: Mistakes): Uint8Array {
  const arrays: StoredArray[] = [{
    name: "examples",
    shape: [examples.length],
    values: examples,
  }];
  if (images !== undefined) {
    arrays.push({ name: "images", shape: [examples.length, ...shape], values: images });
  }
  return formatSafetensors({ arrays, metadata: { classes: JSON.stringify(classes) } });
}
