/**
 * What runs say about each example of the test split, and what they owe to each column of a table:
 * read from their logs, and drawn. Charts are
 * pure functions like those of `@samebit/charts`.
 *
 * @module
 */
export { columnImportanceChart } from "./columns/importance.ts";
export { confusionChart, MOST_DRAWN_CLASSES } from "./classes/confusion.ts";
export { hasMistakes, mistakesChart } from "./classes/mistakes.ts";
export { labelNumbers, labelsChart } from "./labels/labels.ts";
export { hasWorstLabels, worstLabelsChart } from "./labels/worst_labels.ts";
export {
  type ColumnImportance,
  importanceNumbers,
  readColumnImportance,
  type RunImportance,
  type VariantImportance,
} from "./logs/column_importance.ts";
export {
  type LabelCounts,
  type LabelPredictions,
  probabilitiesOfLabels,
  readLabelPredictions,
  type VariantLabels,
  type WorstLabels,
} from "./logs/label_predictions.ts";
export type { KeptExample } from "./logs/target_logs.ts";
export {
  type NumberPredictions,
  type PredictedNumber,
  readNumberPredictions,
  type TargetNumbers,
  type VariantNumbers,
  type WorstNumber,
} from "./logs/number_predictions.ts";
export {
  type Mistake,
  type Predictions,
  probabilitiesOf,
  readPredictions,
  type VariantPredictions,
} from "./logs/predictions.ts";
export { hasImportance, hasPredictions } from "./logs/stored_predictions.ts";
export { errorsChart } from "./numbers/errors.ts";
export { predictedAgainstTrueChart } from "./numbers/predicted_against_true.ts";
export { residualsChart } from "./numbers/residuals.ts";
export { calibrationChart } from "./probabilities/calibration.ts";
export type { ProbabilityFigures, RocFigures } from "./probabilities/figures.ts";
export {
  type Probabilities,
  probabilityNumbers,
  type VariantProbabilities,
} from "./probabilities/probabilities.ts";
export { rocChart } from "./probabilities/roc.ts";
export { worstNumbersChart } from "./numbers/worst.ts";
