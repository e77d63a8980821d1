/**
 * What a task is while a network is trained: what targets are, how many outputs a network needs for
 * them, and how scores are judged by them. What it leaves in records (its figures, and which way
 * each is better) stands in `packages/runlog/tasks/`.
 */
import type { Dataset, Split } from "@samebit/datasets";
import type { Targets } from "@samebit/layers";
import type { OwnFigure, PredictionRow } from "@samebit/runlog";
import type { Floats } from "@samebit/tensors";

/** What a data set is to a task: as much as says how many outputs a network has. */
export type TaskData = Pick<Dataset, "classes">;

/** Rows that a network has scored, and what they are judged by. */
export interface ScoredRows {
  /** [rows, outputs]. */
  readonly scores: Floats;
  /** [rows]. */
  readonly targets: Targets;
  /** Numbers in one row of the scores. */
  readonly outputs: number;
  /** The number of rows. */
  readonly rows: number;
}

/** The figures of one split, gathered pass by pass. */
export interface Judgement {
  /** Takes the rows of a pass into account. */
  add(scored: ScoredRows): void;
  /** The figures of all rows so far. */
  figures(): Readonly<Record<OwnFigure, number>>;
}

/** A task at work. */
export interface TaskKind {
  /** How many numbers a network has for each example. */
  outputs(data: TaskData): number;
  /** Room for the targets of so many rows. */
  allocate(rows: number): Targets;
  /** Copies the targets of the first `rows` of the examples with these indices. */
  gather(split: Split, indices: Uint32Array, targets: Targets, rows: number): void;
  /** Begins to judge a split. */
  judge(): Judgement;
  /** What a row says of its example, beside its loss. */
  predict(scored: ScoredRows, row: number): Omit<PredictionRow, "example" | "loss">;
}
