/**
 * What a sample of numbers can say, with the same bits on every machine: means, deviations, intervals
 * and the quantiles that they rest on. Knows of no runs and no metrics: what is summarized is the
 * business of `@samebit/findings`.
 *
 * Every step: `docs/contracts/17-statistics.md`.
 *
 * @module
 */
export { highest, lowest } from "./extremes.ts";
export { studentQuantile } from "./student_quantile.ts";
export {
  countToDecide,
  finiteSetError,
  summarize,
  summarizeDifferences,
  summarizeIndependent,
  type Summary,
} from "./summary.ts";
