/**
 * What a sample of numbers can say, with the same bits on every machine: means, deviations,
 * intervals and the quantiles that they rest on. It knows nothing about runs and metrics:
 * `@samebit/findings` decides what is summarized. Every step: `docs/contracts/17-statistics.md`.
 *
 * In addition, two figures say how good scores and probabilities of classes are; no verdict rests
 * on them.
 *
 * @module
 */
export {
  CALIBRATION_BINS,
  type CalibrationBin,
  calibrationBins,
  calibrationError,
  calibrationErrorOf,
} from "./calibration.ts";
export { highest, lowest } from "./extremes.ts";
export { areaUnderRoc, type RocCurve, rocCurve, type RocPoint, truePositivesAt } from "./roc.ts";
export { studentQuantile } from "./student_quantile.ts";
export {
  countToDecide,
  finiteSetError,
  summarize,
  summarizeDifferences,
  summarizeIndependent,
  type Summary,
} from "./summary.ts";
