/**
 * A split of the run's own data under saved weights, compared with the figures in `run.json`: the
 * same kernels on the same weights must give the same bits.
 *
 * @module
 */
import type { Output } from "@samebit/console";
import { BadInput } from "@samebit/input";
import {
  epochFigure,
  type EpochRow,
  type EpochSplit,
  type FigureName,
  figureNamesOf,
  figureOf,
  ownFiguresOf,
  type SplitResult,
  type TaskName,
} from "@samebit/runlog";
import type { InputData } from "@samebit/solver";
import { taskKindOf } from "@samebit/tasks";
import type { Split } from "@samebit/splits";
import { shownPath } from "@samebit/store";
import type { Floats } from "@samebit/tensors";
import { STATUS } from "@samebit/terminal";
import { classFigures, describeClassFigures } from "./class_figures.ts";
import { formatAnswers, type Judged, writePredictions } from "./predictions.ts";
import type { Restored, RestoredRun } from "./restore.ts";

/** The result of evaluating a split. */
type Figures = Partial<Pick<SplitResult, FigureName>>;

/** The splits of a data set. */
export const SPLITS = ["train", "validation", "test"] as const;

/** The name of a split. */
export type SplitName = typeof SPLITS[number];

/**
 * Measures a split and returns the exit status: failed if `run.json` has other figures.
 *
 * @param predictions The file for the predictions, a line for each example.
 */
export async function judgeSplit(
  restored: RestoredRun,
  split: SplitName,
  predictions: string | undefined,
  { terminal, give }: Output,
): Promise<number> {
  const { run, evaluator, dataset } = restored;
  const examples = dataset[split];
  if (split !== "validation") requireOwnWeights(restored);
  const measured = evaluator.measure(examples);
  const recorded = recordedResult(restored, split);
  const isSame = recorded === undefined ||
    hasSameFigures(run.plan.task, measured, recorded);
  const same = recorded !== undefined && isSame ? "; the same bits as in run.json" : "";
  terminal.print(
    `${describeWeights(restored)}, ${split} split: ${describeResult(restored, measured)}${same}`,
  );
  const scoresOf = scoresOnce(restored, examples);
  const classes = classFigures(restored, examples, scoresOf);
  if (classes !== undefined) terminal.print(describeClassFigures(classes));
  if (split === "test") {
    terminal.print(
      "Use the test split once, at the end: as soon as it helps to choose something, it is no longer a test",
    );
  }
  if (predictions !== undefined) {
    const text = predictionsOf(run.plan, dataset, scoresOf(), examples);
    await writePredictions(predictions, text);
  }
  give({
    run: shownPath(run.folder),
    weights: restored.weights,
    split,
    figures: measured,
    ...(classes && { classes }),
    ...(recorded && { recorded, same: isSame }),
  });
  if (isSame) return STATUS.done;
  terminal.complain(
    `${shownPath(run.folder)}: run.json has other figures for these weights: ${
      describeFigures(run.plan.task, recorded)
    }; run it again`,
  );
  return STATUS.failed;
}

/** Returns the scores of examples, computed at the first call. */
export function scoresOnce({ evaluator }: Restored, split: Split): () => Floats {
  let scores: Floats | undefined;
  return () => scores ??= evaluator.scores(split);
}

/** The predictions of scores for examples as CSV; the answers need not be known. */
export function predictionsOf(
  plan: Restored["run"]["plan"],
  { classes, targets: map }: InputData,
  scores: Floats,
  { labels, targets, files }: Partial<Pick<Split, "labels" | "targets">> & Pick<Judged, "files">,
): string {
  return formatAnswers(taskKindOf(plan).targets, {
    classes,
    scores,
    ...(map !== undefined && { map }),
    ...(labels !== undefined && { labels }),
    ...(targets !== undefined && { targets }),
    ...(files !== undefined && { files }),
  });
}

/**
 * Makes sure that weights are those of the run, if the requested split would not show it: the
 * validation split under them must give the bits in `run.json`.
 *
 * @throws {BadInput} They are not.
 */
export function requireOwnWeights(restored: RestoredRun): void {
  const { run, weights, evaluator, dataset } = restored;
  const { task } = run.plan;
  const measured = evaluator.measure(dataset.validation);
  const recorded = recordedResult(restored, "validation")!;
  if (hasSameFigures(task, measured, recorded)) return;
  throw new BadInput(
    run.folder,
    `its ${weights} weights belong to another run: on the validation split they give ` +
      `${describeFigures(task, measured)}, run.json has ${describeFigures(task, recorded)}; ` +
      "run it again",
  );
}

/** The figures in `run.json` of a complete split under these weights; undefined if it has none. */
function recordedResult(
  { run: { record, plan }, weights, dataset }: RestoredRun,
  split: SplitName,
): Figures | undefined {
  const result = record.result!;
  const row = result[weights];
  switch (split) {
    case "train":
      return plan.evaluation.trainExamples < dataset.train.count
        ? undefined
        : figuresIn(plan.task, row, "train");
    case "validation":
      return figuresIn(plan.task, row, "validation");
    case "test":
      return weights === "best" ? result.test : undefined;
  }
}

/** The weights of a run in words. */
export function describeWeights({ run: { folder, record }, weights }: Restored): string {
  return weights === "best"
    ? `${shownPath(folder)}, best weights (epoch ${record.result!.best.epoch})`
    : `${shownPath(folder)}, final weights`;
}

/** A result in words, its numbers exact. */
export function describeResult({ run }: Restored, result: SplitResult): string {
  return describeFigures(run.plan.task, result, result.examples);
}

/** Figures by name, exact; a share of the examples also as a count. */
function describeFigures(task: TaskName, figures: Figures, examples?: number): string {
  return [...ownFiguresOf(task), "loss" as const].map((name) => {
    const value = figures[name]!;
    const isCounted = examples !== undefined && figureOf(name).isShare;
    return `${name} ${value}${
      isCounted ? ` (${Math.round(value * examples)} of ${examples})` : ""
    }`;
  }).join(", ");
}

function hasSameFigures(task: TaskName, a: Figures, b: Figures): boolean {
  return figureNamesOf(task).every((name) => Object.is(a[name], b[name]));
}

function figuresIn(task: TaskName, row: EpochRow, split: EpochSplit): Figures {
  return Object.fromEntries(
    figureNamesOf(task).map((name) => [name, row[epochFigure(split, name)]]),
  ) as Figures;
}
