/**
 * The numbers a run is judged by, by the names that claims and tables use: where each is found in
 * the record or the log of layers, what it is called and how it is shown.
 */
import { exp, log } from "@samebit/arithmetic";
import {
  type Better,
  type Column,
  columnNamed,
  epochFigure,
  epochReaching,
  figureOf,
  inSentence,
  joinTitle,
  LAYER_COLUMNS,
  type LogTable,
  type MetricName,
  type NamedMetric,
  ownFiguresOf,
  readStepsTo,
  recordsOf,
  type RunResult,
  type StepsTo,
  TASK_NAMES,
  type TaskName,
  testMetric,
  viewsMetric,
} from "@samebit/runlog";

/** The numbers of the layers of a run in memory. */
export type LayerLog = LogTable<typeof LAYER_COLUMNS>;

/** How a metric is found and shown. */
export interface Metric {
  /** Its name in claims. */
  readonly name: MetricName;
  /** Its title in tables and on axes. */
  readonly title: string;
  /** The unit, `""` if there is none. */
  readonly unit: string;
  /** Its format in tables (d3-format). */
  readonly format: string;
  /** How an axis shows it, if not as other numbers. */
  readonly onAxis?: string;
  /** Which way is better. */
  readonly better: Better;
  /** Whether it lies between 0 and 1, as a share of examples does. */
  readonly isShare: boolean;
  /**
   * Its number; absent if the plan did not ask for it, or the log that it is found in was not read.
   */
  of(result: RunResult, logs: MetricLogs): number | undefined;
  /** Of steps to a target: whether a run ended before it was reached, so that `of` gives its steps. */
  isOpen?(logs: MetricLogs): boolean;
}

/** The logs besides the record in which some metrics are found. */
export interface MetricLogs {
  /** For {@link LAYER_METRICS}. */
  readonly layers?: LayerLog;
  /** For steps to a target. */
  readonly epochs?: Parameters<typeof epochReaching>[0];
}

const effectiveLearningRate = columnNamed(LAYER_COLUMNS, "effectiveLearningRate");
const deadUnits = columnNamed(LAYER_COLUMNS, "deadUnits");
const activationSpread = columnNamed(LAYER_COLUMNS, "activationSpread");

type Shown = Pick<Column, "unit" | "format" | "onAxis" | "better">;

function metric(
  name: MetricName,
  title: string,
  { unit, format, onAxis, better = "higher" }: Shown,
  of: Metric["of"],
): Metric {
  const isShare = SHARES.has(name);
  return { name, title, unit, format, ...(onAxis && { onAxis }), better, isShare, of };
}

/**
 * Every metric that is a share: what tasks say about their figures, and the dead units of a layer.
 */
const SHARES: ReadonlySet<string> = new Set([
  ...TASK_NAMES.flatMap((task) => {
    const { choosing } = recordsOf(task);
    const own = ownFiguresOf(task).filter((name) => figureOf(name).isShare);
    const splits = ["train", "validation"] as const;
    return own.flatMap((name) => [
      ...splits.map((split) => epochFigure(split, name)),
      testMetric(name),
      ...(recordsOf(task).figure === name ? [choosing] : []),
    ]);
  }),
  "deadUnits",
]);

/** What the evaluations of a task give, and the test split. */
function ofTask(task: TaskName): Metric[] {
  const { epochs, choice, choosing } = recordsOf(task);
  return [
    ...epochs.flatMap((column) => {
      const { name, title } = column;
      if (name === "epoch") return [];
      return [metric(name, joinTitle("Final", title), column, ({ final }) => final[name])];
    }),
    metric(choosing, joinTitle("Best", choice.title), choice, ({ best }) => best[choice.name]),
    ...[...ownFiguresOf(task), "loss" as const].map((name) => {
      const figure = figureOf(name);
      const title = joinTitle("Test", figure.title);
      return metric(testMetric(name), title, figure, (r) => r.test?.[name]);
    }),
    ...ownFiguresOf(task).map((name) => {
      const figure = figureOf(name);
      const title = `${joinTitle("Test", figure.title)}, views averaged`;
      return metric(viewsMetric(name), title, figure, (r) => r.testViews?.[name]);
    }),
  ];
}

const ALL: readonly Metric[] = [
  ...TASK_NAMES.flatMap(ofTask),
  metric("firstLoss", "Loss of the first step", figureOf("loss"), (r) => r.firstLoss),
  metric(
    "effectiveLearningRateLeft",
    "Effective learning rate left at the end",
    effectiveLearningRate,
    (_, { layers }) => layers && rateLeft(layers),
  ),
  metric(
    "activationSpreadKept",
    "Activation spread kept through the layers at first",
    activationSpread,
    (_, { layers }) => layers && spreadKept(layers),
  ),
  metric(
    "deadUnits",
    "Dead units at the end",
    deadUnits,
    (_, { layers }) =>
      layers && meanOf(rectified(layers, lastStep(layers)).map(({ dead }) => dead)),
  ),
];

/** Every metric of one word by its name. */
export const METRICS: Readonly<Record<NamedMetric, Metric>> = Object.fromEntries(
  ALL.map((each) => [each.name, each]),
) as Record<NamedMetric, Metric>;

/** A metric by its name. */
export function metricNamed(name: MetricName): Metric {
  return name in METRICS ? METRICS[name as NamedMetric] : stepsTo(name as StepsTo);
}

/** How many updates a run made until an evaluation first reached a value or a better one. */
function stepsTo(name: StepsTo): Metric {
  const target = readStepsTo(name)!;
  const { column, value } = target;
  const reached = METRICS[column];
  const figure = inSentence(reached.title.replace(/^Final /, ""));
  const percents = Number((value * 100).toPrecision(6));
  return {
    name,
    title: reached.isShare
      ? `Steps to ${percents} % ${inSentence(figure)}`
      : `Steps to a ${inSentence(figure)} of ${value}`,
    unit: "",
    format: ".0f",
    onAxis: ",~f",
    better: "lower",
    isShare: false,
    of({ steps, epochs }, { epochs: log }) {
      if (log === undefined) return undefined;
      const epoch = epochReaching(log, target);
      return epoch === undefined ? steps : epoch === 0 ? 0 : epoch * (steps / epochs);
    },
    isOpen: ({ epochs: log }) => log !== undefined && epochReaching(log, target) === undefined,
  };
}

/**
 * The effective learning rate of the last tenth of the measured steps over that of the first step:
 * geometric mean over these steps and the layers, since a single minibatch is noisy.
 */
function rateLeft({ rows, values: { step, effectiveLearningRate: rate } }: LayerLog): number {
  const layers = step.filter((each) => each === step[0]).length;
  const tenth = layers * Math.max(1, Math.floor(rows / layers / 10));
  const ratios = Array.from(
    rate.subarray(rows - tenth),
    (each, at) => each / rate[at % layers]!,
  );
  return exp(meanOf(ratios.map(log)));
}

/**
 * The spread of the output of the last activation over that of the first, in the first step. A row
 * does not name its activation: a relu is recognized by its dead units; in a network without one
 * all layers but the last count.
 */
function spreadKept(layers: LayerLog): number {
  const all = rowsOf(layers, layers.values.step[0] ?? NaN);
  const ofRelu = all.filter(({ dead }) => !Number.isNaN(dead));
  const spreads = (ofRelu.length > 0 ? ofRelu : all.slice(0, -1)).map(({ spread }) => spread);
  return (spreads.at(-1) ?? NaN) / (spreads[0] ?? NaN);
}

/** The values in a step's rows of layers that end in a relu. */
function rectified(layers: LayerLog, wanted: number) {
  return rowsOf(layers, wanted).filter(({ dead }) => !Number.isNaN(dead));
}

function rowsOf({ rows, values }: LayerLog, wanted: number) {
  const { step, deadUnits, activationSpread } = values;
  return Array.from({ length: rows }, (_, row) => row).filter((row) => step[row] === wanted)
    .map((row) => ({ dead: deadUnits[row]!, spread: activationSpread[row]! }));
}

function lastStep({ values }: LayerLog): number {
  return values.step.at(-1) ?? NaN;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
