/**
 * What a network on a table has to beat: always the same answer, and least squares. Worked out from
 * the splits of a data set while an experiment is planned, in float64, by stated methods; no part of
 * a run, and no number of one changes with it.
 *
 * @module
 */
export { type Baseline, type BaselineFigures, baselinesOf } from "./baselines.ts";
