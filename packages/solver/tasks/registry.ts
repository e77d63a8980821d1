/**
 * The task of every plan: plans say none as long as there is one. A new one is a file beside this
 * one, a file in `packages/runlog/tasks/`, and its entry in both registries.
 */
import { classification } from "./classification.ts";
import type { TaskKind } from "./task.ts";

/** The task of every plan. */
export const TASK_KIND: TaskKind = classification;
