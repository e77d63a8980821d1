/**
 * Charts as pure functions: rows in, Vega-Lite specifications out.
 *
 * @module
 */
export { axisMetricChart } from "./axis_metric.ts";
export { comparedHeatmapChart } from "./compared_heatmap.ts";
export {
  DIFFERENCES,
  type StepApart,
  stepsApartChart,
  type TensorApart,
  ulpsChart,
} from "./divergence.ts";
export { finalMetricChart } from "./final_metric.ts";
export { firstLayerChart } from "./first_layer.ts";
export { layerChart, type LayerNumber, layerNumbers } from "./layers.ts";
export { changesLearningRate, learningRateChart } from "./learning_rate.ts";
export { rerunChart } from "./rerun.ts";
export { generalizationGapChart, splitFigureChart, validationLossChart } from "./split_figures.ts";
export { heatmapChart } from "./sweep/heatmap.ts";
export { importanceChart } from "./sweep/importance.ts";
export { parallelChart } from "./sweep/parallel.ts";
export { rankingChart } from "./sweep/ranking.ts";
export { isSearched, searchChart } from "./sweep/search.ts";
export {
  gatherSweep,
  type Importance,
  importances,
  leadingAxes,
  type Sweep,
  type SweepAxis,
  type SweepCandidate,
  type SweepRange,
} from "./sweep/sweep.ts";
export { triedChoiceChart, triedLossChart } from "./tried.ts";
export { trainLossChart } from "./train_loss.ts";
