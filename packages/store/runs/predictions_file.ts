/**
 * A run's predictions for the test split, as two files: a row for each example, and the worst
 * mistakes with what is needed to draw them. Arrays, shapes and metadata of `mistakes.safetensors`:
 * `docs/contracts/10-files.md`, section 10.4.
 *
 * @module
 */
import {
  formatLog,
  formatSafetensors,
  predictionColumns,
  RUN_FILES,
  type SavedArray,
} from "@samebit/runlog";
import type { Mistakes, Plan, TestPredictions } from "@samebit/solver";

/** The contents of `predictions.csv` and `mistakes.safetensors`, by their names. */
export function formatPredictions(
  plan: Plan,
  { rows, mistakes }: TestPredictions,
): Readonly<Record<string, string | Uint8Array>> {
  const { names, classes } = mistakes;
  const told = names?.["targets"] ?? (plan.evaluation.probabilities ? classes : []);
  const columns = predictionColumns(plan, told.length);
  return {
    [RUN_FILES.predictions]: formatLog(columns, rows),
    [RUN_FILES.mistakes]: mistakesFile(mistakes),
  };
}

function mistakesFile(
  { examples, shape, images, features, classes, names = { classes } }: Mistakes,
): Uint8Array {
  const stored = (name: string, values: NonNullable<typeof images>): SavedArray => ({
    name,
    shape: [examples.length, ...shape],
    values,
  });
  const arrays: SavedArray[] = [
    { name: "examples", shape: [examples.length], values: examples },
    ...(images === undefined ? [] : [stored("images", images)]),
    ...(features === undefined ? [] : [stored("features", features)]),
  ];
  const texts = Object.entries(names).map(([what, list]) => [what, JSON.stringify(list)]);
  return formatSafetensors({ arrays, metadata: Object.fromEntries(texts) });
}
