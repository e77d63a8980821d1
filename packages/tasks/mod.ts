/**
 * Tasks at work: what the targets of examples are, how many outputs a network needs for them, and how
 * its scores are judged by them. What a task leaves in records (its figures, and which way each is
 * better) is in `@samebit/runlog`.
 *
 * To the last bit: `docs/contracts/9-evaluation.md`, `16-regression.md` and `20-multi-label.md`.
 *
 * @module
 */
export { taskKindOf } from "./registry.ts";
export type {
  Judgement,
  ScoredRows,
  TaskAtWork,
  TaskData,
  TaskKind,
  ToldOfClasses,
} from "./task.ts";
