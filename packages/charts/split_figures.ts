/**
 * A figure of the task by epoch, such as the accuracy, on the training sample and on the validation
 * split; and the gap between the two in the choosing metric: how much better a network knows the
 * examples it has seen than others.
 */
import {
  type ChartRun,
  type ChartSpec,
  epochBandChart,
  type Palette,
  shareDomain,
} from "@samebit/plotting";
import {
  type EpochFigure,
  epochFigure,
  type EpochSplit,
  figureOf,
  inSentence,
  type OwnFigure,
  recordsOf,
  type TaskName,
} from "@samebit/runlog";
import { highest, lowest } from "@samebit/statistics";

const SPLITS: readonly EpochSplit[] = ["train", "validation"];

/** A figure by epoch; both splits of the same runs get the same axis, of shares within 0 to 1. */
export function splitFigureChart(
  runs: readonly ChartRun[],
  palette: Palette,
  split: EpochSplit,
  figure: OwnFigure,
): ChartSpec {
  const task = taskOfRuns(runs);
  const name = epochFigure(split, figure);
  const all = runs.flatMap(({ epochs }) =>
    SPLITS.flatMap((each) => [...epochs.values[epochFigure(each, figure)]])
  ).filter(Number.isFinite);
  const [low, high] = [lowest(all), highest(all)];
  // An R² below 0 is that of a network which has learned nothing yet.
  const floor = figure === "r2" && low < 0 && high > 0 ? 0 : low;
  return epochBandChart(runs, palette, {
    title: titleOf(task, name),
    onAxis: figureOf(figure).onAxis,
    better: figureOf(figure).better === "lower" ? "lower" : "higher",
    ...(floor > low && { note: `What is below ${floor} lies outside.` }),
    ...(all.length > 0 && {
      domain: figureOf(figure).isShare ? shareDomain(all) : [floor, high],
    }),
    valueOf: ({ values }, row) => values[name][row]!,
  });
}

/** The loss on the validation split by epoch: it rises again if a network learns by heart. */
export function validationLossChart(runs: readonly ChartRun[], palette: Palette): ChartSpec {
  const all = runs.flatMap(({ epochs }) => [...epochs.values.validationLoss])
    .filter(Number.isFinite);
  // That of most runs: one that begins far above would make flat lines of all others.
  const firsts = runs.map(({ epochs }) => epochs.values.validationLoss[0] ?? NaN)
    .filter(Number.isFinite).sort((a, b) => a - b);
  const first = firsts[Math.floor((firsts.length - 1) / 2)] ?? 0;
  const top = first > 0 && highest(all, 0) > 3 * first ? 3 * first : highest(all, 0);
  return epochBandChart(runs, palette, {
    title: titleOf(taskOfRuns(runs), "validationLoss"),
    better: "lower",
    ...(top < highest(all, 0) && {
      note: `What is above ${Number(top.toPrecision(2))} lies outside.`,
    }),
    ...(all.length > 0 && { domain: [lowest(all), Number(top.toPrecision(2))] }),
    valueOf: ({ values }, row) => values.validationLoss[row]!,
  });
}

/** The choosing metric on the training sample minus that on the validation split, by epoch. */
export function generalizationGapChart(
  runs: readonly ChartRun[],
  palette: Palette,
): ChartSpec {
  const task = taskOfRuns(runs);
  const { figure } = recordsOf(task);
  const [train, validation] = [epochFigure("train", figure), epochFigure("validation", figure)];
  return epochBandChart(runs, palette, {
    title: "Generalization gap",
    onAxis: figureOf(figure).onAxis,
    note: `${titleOf(task, train)} minus ${inSentence(titleOf(task, validation))} of the same run.`,
    valueOf: ({ values }, row) => values[train][row]! - values[validation][row]!,
  });
}

function titleOf(task: TaskName, column: EpochFigure): string {
  return recordsOf(task).epochs.find(({ name }) => name === column)!.title;
}

/** The task of runs, which all that are drawn together share. */
function taskOfRuns([run]: readonly ChartRun[]): TaskName {
  return run!.task;
}
