/**
 * What a network on a table has to beat: a constant answer, and least squares. Computed from the
 * splits of a data set while an experiment is planned, in float64, by stated methods; not part of a
 * run, and no number of a run depends on it.
 *
 * @module
 */
export { type Baseline, type BaselineFigures, baselinesOf } from "./baselines.ts";
