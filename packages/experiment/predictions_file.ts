/**
 * What a run says of the test split, as two files: a row for each example, and the worst mistakes
 * with what is needed to draw them.
 *
 * @module
 */
import { join } from "node:path";
import {
  formatHeader,
  formatRow,
  formatSafetensors,
  PREDICTION_COLUMNS,
  type StoredArray,
} from "@samebit/runlog";
import type { Mistakes, Predictions } from "@samebit/solver";
import { replaceFile, RUN_FILES } from "@samebit/store";

/** Writes `predictions.csv` and `mistakes.safetensors` into a run's folder. */
export async function writePredictions(
  folder: string,
  { rows, mistakes }: Predictions,
): Promise<void> {
  const lines = rows.map((row) => formatRow(PREDICTION_COLUMNS, row));
  const text = formatHeader(PREDICTION_COLUMNS) + lines.join("");
  await replaceFile(join(folder, RUN_FILES.predictions), text);
  await replaceFile(join(folder, RUN_FILES.mistakes), mistakesFile(mistakes));
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
