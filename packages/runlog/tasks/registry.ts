/**
 * The task of every run, and the names that follow from it. A new one is a file beside this one, a
 * file in `packages/solver/tasks/`, and its entry here.
 */
import type { Column } from "../column.ts";
import { classification } from "./classification.ts";
import { type Figure, joinName, joinTitle, LOSS } from "./task.ts";

// The task of every run: plans say none as long as there is one.
export { classification as TASK };

/** The name of a figure of the task alone, beside its loss. */
export type OwnFigure = keyof typeof classification["figures"];

/** The name of a figure of an evaluation. */
export type FigureName = OwnFigure | "loss";

/** A split that is measured after every epoch. */
export type EpochSplit = "train" | "validation";

/** A column of `epochs.csv` that holds a figure of a split. */
export type EpochFigure = `${EpochSplit}${Capitalize<FigureName>}`;

/** The column of `epochs.csv` by which is chosen. */
export type ChoiceName = `validation${Capitalize<typeof classification["choice"]>}`;

/** The names of the figures of the task alone. */
export const OWN_FIGURES: readonly OwnFigure[] = Object.keys(classification.figures) as OwnFigure[];

/** The names of all figures, in the order in which logs hold them. */
export const FIGURE_NAMES: readonly FigureName[] = ["loss", ...OWN_FIGURES];

/** A figure by its name. */
export function figureOf(name: FigureName): Figure {
  return name === "loss" ? LOSS : classification.figures[name];
}

/** The column that a figure of a split has in `epochs.csv`. */
export function epochFigure<Split extends EpochSplit>(
  split: Split,
  name: FigureName,
): `${Split}${Capitalize<FigureName>}` {
  return joinName(split, name);
}

/** The columns of the figures of a split. */
export function columnsOf(split: EpochSplit): Column<EpochFigure>[] {
  return FIGURE_NAMES.map((name) => {
    const { title, unit, precision, format, better } = figureOf(name);
    const whole = joinTitle(split === "train" ? "Training" : "Validation", title);
    return { name: epochFigure(split, name), title: whole, unit, precision, format, better };
  });
}

/** The name of the column of `epochs.csv` by which is chosen. */
export const CHOICE_NAME: ChoiceName = joinName("validation", classification.choice);
