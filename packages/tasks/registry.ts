/**
 * Every task by its name, at work. A new one is a file beside the others, a file in
 * `packages/runlog/tasks/`, and a line in both registries.
 */
import { type TaskName, taskOf } from "@samebit/runlog";
import { classification } from "./classification.ts";
import { multiLabel } from "./multi_label.ts";
import { regression } from "./regression.ts";
import type { TaskKind } from "./task.ts";

const KINDS: { readonly [Name in TaskName]: TaskKind } = {
  classification,
  regression,
  "multi-label": multiLabel,
};

/** The task of a plan, at work. */
export function taskKindOf(plan: { readonly task?: unknown }): TaskKind {
  return KINDS[taskOf(plan)];
}
