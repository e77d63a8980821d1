/**
 * Which charts a page shows: the chosen candidate of every variant, drawn in the palette of the
 * experiment, and what was tried where something is tuned. A chart is shown only if it has
 * something to show. Adding a chart is one line here and one file in `charts/`.
 */
import {
  axisMetricChart,
  changesLearningRate,
  comparedHeatmapChart,
  finalMetricChart,
  firstLayerChart,
  gatherSweep,
  generalizationGapChart,
  heatmapChart,
  importanceChart,
  importances,
  isSearched,
  layerChart,
  layerNumbers,
  leadingAxes,
  learningRateChart,
  parallelChart,
  rankingChart,
  searchChart,
  splitFigureChart,
  trainLossChart,
  validationLossChart,
} from "@samebit/charts";
import {
  calibrationChart,
  type ColumnImportance,
  columnImportanceChart,
  confusionChart,
  errorsChart,
  hasMistakes,
  hasWorstLabels,
  type LabelPredictions,
  labelsChart,
  mistakesChart,
  MOST_DRAWN_CLASSES,
  type NumberPredictions,
  predictedAgainstTrueChart,
  type Predictions,
  type Probabilities,
  probabilitiesOf,
  probabilitiesOfLabels,
  residualsChart,
  rocChart,
  worstLabelsChart,
  worstNumbersChart,
} from "@samebit/diagnostics";
import {
  findNumericAxes,
  type FirstLayers,
  lossOf,
  measure,
  metricNamed,
  type RunLogs,
  type Variant,
} from "@samebit/findings";
import type { ChartRun, ChartSpec, Palette } from "@samebit/plotting";
import {
  chartNameOf,
  type ExperimentRecord,
  METRIC_NAMES,
  type MetricName,
  MOST_HEATMAPS,
  ownFiguresOf,
  recordsOf,
  taskOf,
  taskOfDeclaration,
} from "@samebit/runlog";

/** A chart with its place on the page. */
export interface PageFigure {
  /** The element's name: `chart-train-loss`. */
  readonly id: string;
  /** Whether it needs the full width of a wide page. */
  readonly wide?: boolean;
  /** Whether it begins a row, because the charts before it are of another kind. */
  readonly first?: boolean;
  /**
   * Where it is, if not among the curves: as the answer, or with what happens inside the network.
   */
  readonly part?: "answer" | "inside";
  /** What is drawn. */
  readonly spec: ChartSpec;
}

/** What charts are drawn from, besides the runs. */
export interface Drawing {
  /** The colours. */
  readonly palette: Palette;
  /** The metric that the answer is about; what is chosen by if left out. */
  readonly answer?: MetricName;
  /** Those whose curves are drawn, if there are too many for one each; all if left out. */
  readonly drawn?: readonly Variant[];
  /** The metrics that claims are about. */
  readonly metrics: readonly MetricName[];
  /** What was declared, and how the tuned values were found. */
  readonly record: Pick<ExperimentRecord, "declaration" | "search">;
  /** The first layers of the variants, if they can be shown. */
  readonly firstLayers?: FirstLayers | undefined;
  /** What the variants say of the test split, where it is kept. */
  readonly predictions?: Predictions | undefined;
  /** The same for predicted numbers. */
  readonly numbers?: NumberPredictions | undefined;
  /** The same for several labels at once. */
  readonly labels?: LabelPredictions | undefined;
  /** What they owe to the columns of their tables, where it is measured. */
  readonly importance?: ColumnImportance | undefined;
}

/** The charts of an experiment; none while nothing is logged. */
export function drawFigures(variants: readonly Variant[], drawing: Drawing): readonly PageFigure[] {
  const { palette, firstLayers, drawn = variants } = drawing;
  const runs = chartRuns(drawn, drawing.metrics);
  if (runs.length === 0) return [];
  const [answer, ...finals] = finalFigures(runs, variants, drawing);
  return [
    ...(answer ? [{ ...answer, wide: true, part: "answer" as const }] : []),
    ...chartFigures(finals, runs, variants, drawing),
    ...[
      ...layerFigures(runs, palette),
      ...(firstLayers
        ? [{ id: "chart-first-layer", wide: true, spec: firstLayerChart(firstLayers) }]
        : []),
    ].map((figure) => ({ ...figure, part: "inside" as const })),
  ];
}

/** The charts among the curves. */
function chartFigures(
  finals: readonly PageFigure[],
  runs: readonly ChartRun[],
  variants: readonly Variant[],
  drawing: Drawing,
): PageFigure[] {
  const { palette, predictions, numbers, labels, importance, drawn = variants } = drawing;
  return [
    ...curves(runs, palette),
    ...finals,
    ...byEpochAndStep(runs, palette),
    // Variants drawn as one have one name, which candidates cannot share.
    ...sweepFigures(variants.filter((each) => drawn.includes(each)), drawing),
    ...(predictions ? predictionFigures(predictions, palette) : []),
    ...(numbers ? numberFigures(numbers) : []),
    ...(labels ? labelFigures(labels, palette) : []),
    ...(importance
      ? [{
        id: "chart-column-importance",
        first: true,
        spec: columnImportanceChart(importance, palette),
      }]
      : []),
  ];
}

/** Charts are in pairs; one that would be alone at the end or before a new row is wide as well. */
export function fillRows(figures: readonly PageFigure[]): PageFigure[] {
  let alone = false;
  return figures.map((figure, at) => {
    alone = !figure.wide && !alone;
    const next = figures[at + 1];
    const last = next === undefined || next.wide === true || next.first === true;
    return alone && last ? (alone = false, { ...figure, wide: true }) : figure;
  });
}

/** The charts that two experiments can share; none as long as nothing is logged. */
export function drawOverlaid(
  variants: readonly Variant[],
  { palette, metrics }: Pick<Drawing, "palette" | "metrics">,
): readonly PageFigure[] {
  const runs = chartRuns(variants, metrics);
  if (runs.length === 0) return [];
  return [
    ...curves(runs, palette),
    ...finalMetrics(runs, metrics).map((name) => ({
      id: `chart-final-${chartNameOf(name)}`,
      spec: finalMetricChart(runs, palette, name),
    })),
    ...byEpochAndStep(runs, palette),
  ];
}

/** The loss, and the figures of the task. */
function curves(runs: readonly ChartRun[], palette: Palette): PageFigure[] {
  return [
    { id: "chart-train-loss", wide: true, spec: trainLossChart(runs, palette) },
    ...ownFiguresOf(runs[0]!.task).flatMap((name) =>
      (["train", "validation"] as const).map((split) => ({
        id: `chart-${split}-${name}`,
        spec: splitFigureChart(runs, palette, split, name),
      }))
    ),
  ];
}

/** The gap, and the learning rate where it changes. */
function byEpochAndStep(runs: readonly ChartRun[], palette: Palette): PageFigure[] {
  return [
    ...(runs.some(({ epochs }) => epochs.values.validationLoss.some(Number.isFinite))
      ? [{ id: "chart-validation-loss", spec: validationLossChart(runs, palette) }]
      : []),
    { id: "chart-gap", spec: generalizationGapChart(runs, palette) },
    ...(changesLearningRate(runs)
      ? [{ id: "chart-learning-rate", spec: learningRateChart(runs, palette) }]
      : []),
  ];
}

/** What was measured of the layers. */
function layerFigures(runs: readonly ChartRun[], palette: Palette): PageFigure[] {
  return layerNumbers(runs).map((name) => ({
    id: `chart-layers-${name}`,
    wide: true,
    spec: layerChart(runs, palette, name),
  }));
}

/** Which classes were confused; for images also which examples. */
function predictionFigures(predictions: Predictions, palette: Palette): PageFigure[] {
  const probabilities = probabilitiesOf(predictions);
  return [
    ...(predictions.classes.length <= MOST_DRAWN_CLASSES
      ? [{ id: "chart-confusion", first: true, spec: confusionChart(predictions) }]
      : []),
    ...(hasMistakes(predictions)
      ? [{ id: "chart-mistakes", spec: mistakesChart(predictions) }]
      : []),
    ...(probabilities ? probabilityFigures(probabilities, palette) : []),
  ];
}

/** Whether probabilities separate the classes, and whether they are calibrated. */
function probabilityFigures(probabilities: Probabilities, palette: Palette): PageFigure[] {
  return [
    { id: "chart-roc", first: true, spec: rocChart(probabilities, palette) },
    { id: "chart-calibration", spec: calibrationChart(probabilities, palette) },
  ];
}

/** How well each label is found, and for which examples it is not. */
function labelFigures(labels: LabelPredictions, palette: Palette): PageFigure[] {
  const probabilities = probabilitiesOfLabels(labels);
  return [
    { id: "chart-labels", first: true, spec: labelsChart(labels, palette) },
    ...(hasWorstLabels(labels)
      ? [{ id: "chart-worst-labels", spec: worstLabelsChart(labels) }]
      : []),
    ...(probabilities ? probabilityFigures(probabilities, palette) : []),
  ];
}

/** How far predicted numbers are from the true ones, and for which examples most. */
function numberFigures(numbers: NumberPredictions): PageFigure[] {
  return [
    {
      id: "chart-predicted-against-true",
      first: true,
      spec: predictedAgainstTrueChart(numbers),
    },
    { id: "chart-residuals", spec: residualsChart(numbers) },
    { id: "chart-errors", spec: errorsChart(numbers) },
    { id: "chart-worst-numbers", spec: worstNumbersChart(numbers) },
  ];
}

/** The runs of the chosen candidates that have something to draw. */
function chartRuns(variants: readonly Variant[], named: readonly MetricName[]): ChartRun[] {
  return variants.flatMap(({ label, chosen }) =>
    chosen.runs.flatMap((run) => toChartRun(label, run, named))
  );
}

/** The metric of the answer first, then those of the claims; only if there are numbers. */
function finalMetrics(
  runs: readonly ChartRun[],
  wanted: readonly MetricName[],
): MetricName[] {
  const has = (name: MetricName) => runs.some((run) => Number.isFinite(run.metrics[name]));
  const { testChoice, choosing } = recordsOf(runs[0]!.task);
  const first: MetricName = has(testChoice) ? testChoice : choosing;
  return [...new Set([first, ...wanted])].filter(has);
}

/**
 * The final metrics, that of the answer first: over two compared numbers as a heatmap, against one as a
 * curve, and by variant.
 */
function finalFigures(
  runs: readonly ChartRun[],
  variants: readonly Variant[],
  { palette, metrics, record, answer }: Drawing,
): PageFigure[] {
  const axes = findNumericAxes(variants, record.declaration);
  const [axis, other] = axes;
  const names = finalMetrics(runs, metrics);
  const ordered = answer && names.includes(answer) ? [...new Set([answer, ...names])] : names;
  return ordered.flatMap((name) => [
    ...(axis && other && axes.length === 2
      ? [{
        id: `chart-heatmap-${chartNameOf(name)}`,
        spec: comparedHeatmapChart(variants, metricNamed(name), [axis, other]),
      }]
      : []),
    ...(axis
      ? [{ id: `chart-axis-${chartNameOf(name)}`, spec: axisMetricChart(variants, name, axis) }]
      : []),
    { id: `chart-final-${chartNameOf(name)}`, spec: finalMetricChart(runs, palette, name) },
  ]);
}

function sweepFigures(
  variants: readonly Variant[],
  { palette, record }: Drawing,
): PageFigure[] {
  const records = recordsOf(taskOfDeclaration(record.declaration));
  const searched = record.search !== undefined && isSearched(record.search)
    ? [{ id: "chart-search", wide: true, spec: searchChart(record.search, palette, records) }]
    : [];
  const sweep = gatherSweep(variants, record);
  if (sweep === undefined) return searched;
  const ranking = { id: "chart-ranking", wide: true, spec: rankingChart(sweep, palette) };
  const [across, down] = leadingAxes(sweep);
  if (across === undefined || down === undefined) return [...searched, ranking];
  const tuned = [...new Set(sweep.candidates.map(({ variant }) => variant))];
  // In a range no two candidates have the same value, so that cells would hold one each.
  const isGrid = across.range === undefined && down.range === undefined;
  const heatmaps = tuned.slice(0, isGrid ? MOST_HEATMAPS : 0).map((variant, at) => ({
    id: `chart-heatmap-${at + 1}`,
    spec: heatmapChart(sweep, variant, [across, down]),
  }));
  const matters = importances(sweep).length > 0
    ? [{ id: "chart-importance", spec: importanceChart(sweep, palette) }]
    : [];
  return [
    ...searched,
    ranking,
    { id: "chart-parallel", wide: true, spec: parallelChart(sweep, palette) },
    ...heatmaps,
    ...matters,
  ];
}

function toChartRun(
  variant: string,
  run: RunLogs,
  named: readonly MetricName[],
): ChartRun[] {
  const { planned, steps, epochs, layers } = run;
  if (!steps?.rows || !epochs?.rows) return [];
  const metrics: Partial<Record<MetricName, number>> = {};
  const open: MetricName[] = [];
  for (const name of [...METRIC_NAMES, ...named]) {
    const measured = measure(run, name);
    if (measured !== undefined) metrics[name] = measured.value;
    if (measured?.open) open.push(name);
  }
  const loss = lossOf(run.record);
  const extra = { ...(layers && { layers }), ...(loss !== undefined && { loss }) };
  const task = taskOf(run.record?.plan ?? {});
  return [{ variant, seed: planned.seed, task, steps, epochs, ...extra, metrics, open }];
}
