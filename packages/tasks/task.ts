/**
 * A task while a network is trained: what targets are, how many outputs a network needs for them,
 * and how scores are judged by them. What it leaves in records (its figures, and which way each is
 * better) is in `packages/runlog/tasks/`.
 */
import type { LossConfig, TargetKind, Targets } from "@samebit/losses";
import type { OwnFigure, PredictionRow } from "@samebit/runlog";
import type { Dataset, Split } from "@samebit/splits";
import type { Floats, Precision } from "@samebit/tensors";

/** What a data set is to a task: its classes, or its targets. */
export type TaskData = Pick<Dataset, "classes" | "targets">;

/** Rows that a network has scored, and what they are judged by. */
export interface ScoredRows {
  /** [rows, outputs]. */
  readonly scores: Floats;
  /**
   * The targets as the loss gets them: [rows] labels, or [rows, outputs] standardized numbers, or
   * zeros and ones.
   */
  readonly targets: Targets;
  /** The split that the rows are from. */
  readonly split: Split;
  /** Which of its examples they are, [rows]. */
  readonly indices: Uint32Array;
}

/** The figures of one split, gathered pass by pass. */
export interface Judgement {
  /** Takes the rows of a pass into account. */
  add(scored: ScoredRows): void;
  /** The figures of all rows so far: each of the task's. */
  figures(): { readonly [Name in OwnFigure]?: number };
}

/** What predictions record about classes besides the label and the predicted one. */
export interface ToldOfClasses {
  /** Whether they record the probability of each class. */
  readonly probabilities: boolean;
}

/** A task on its data. */
export interface TaskAtWork {
  /** Room for the targets of so many rows. */
  allocate(rows: number): Targets;
  /** Writes the targets of the examples with these indices, as a loss takes them. */
  gather(split: Split, indices: Uint32Array, targets: Targets): void;
  /** Begins to judge a split. */
  judge(): Judgement;
  /** What `predictions.csv` says about a row's example, besides its number and its loss. */
  predict(scored: ScoredRows, row: number): Readonly<Record<string, number>>;
  /** Whether an example with this prediction may be kept as one of the worst. */
  isMistake(row: PredictionRow): boolean;
}

/** One task. */
export interface TaskKind {
  /** What its targets are; the loss has to accept them. */
  readonly targets: TargetKind;
  /** The loss of a run that names none. */
  readonly loss: LossConfig["kind"];
  /** How many numbers a network has for each example; 0 if the data have no such targets. */
  outputs(data: TaskData): number;
  /** Why the targets of data cannot be the task's, as the words that follow `targets`. */
  faultOf?(data: TaskData): string | undefined;
  /**
   * The task on data that have such targets.
   *
   * @param told What predictions record about classes, if the task has them.
   * @throws {RangeError} If they cannot be the task's.
   */
  begin(data: TaskData, precision: Precision, told?: ToldOfClasses): TaskAtWork;
}
