/**
 * What a task adds to the records of a run: the figures that an evaluation gives for a split, which
 * direction of each is better, the one by which epochs, trials and variants are chosen, and what is
 * recorded about each example. The names of columns, results and metrics follow from it. How
 * figures are computed is in `packages/tasks/`.
 */
import type { Better, Column } from "../column.ts";

/** A number that an evaluation gives for a split, under its name without that of the split. */
export interface Figure extends Omit<Column, "name"> {
  /** Which way is better. */
  readonly better: Better;
  /** Set where it is a share of the examples, from 0 to 1. */
  readonly isShare?: true;
}

/** What a task adds to the records of a run. */
export interface Task {
  /** Its figures by name, in addition to the loss, which every task has. */
  readonly figures: Readonly<Record<string, Figure>>;
  /** The figure of the validation split that decides: one of its own, or `loss`. */
  readonly choice: string;
  /**
   * What `predictions.csv` records about an example, in addition to its number and its loss.
   *
   * @param told How many targets there are; for classes, how many have their probability recorded.
   */
  answers(told: number): readonly Column[];
}

/** The mean loss of a split without penalty, in every task. */
export const LOSS: Figure = {
  title: "Loss",
  unit: "nats",
  precision: "float64",
  format: ".4~g",
  better: "lower",
};

/** The column with the probability of a label, or of a class, by its place from 0. */
export function probabilityColumn(at: number): Column {
  return {
    name: `probability${at + 1}`,
    title: `Probability ${at + 1}`,
    unit: "",
    precision: "float64",
    format: ".3f",
  };
}

/** A name after that of its split: `validation` and `accuracy` are `validationAccuracy`. */
export function joinName<A extends string, B extends string>(
  split: A,
  name: B,
): `${A}${Capitalize<B>}` {
  return `${split}${name.charAt(0).toUpperCase()}${name.slice(1)}` as `${A}${Capitalize<B>}`;
}

/**
 * A title after that of its split: `Validation` and `Accuracy` are `Validation accuracy`. One that
 * begins with an abbreviation, such as `RMSE`, stays as it is.
 */
export function joinTitle(split: string, title: string): string {
  return `${split} ${inSentence(title)}`;
}

/** A title within a sentence: its first letter small, unless it begins with an abbreviation. */
export function inSentence(title: string): string {
  return /^.[a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
