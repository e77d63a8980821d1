/**
 * Whether a plan, its data and its task belong together: targets of the kind that the task is about,
 * a loss that takes them, and a metric to stop by that the task has.
 *
 * @module
 */
import { type LossConfig, LOSSES } from "@samebit/losses";
import { mixesRows } from "@samebit/minibatches";
import { recordsOf } from "@samebit/runlog";
import type { Plan } from "./plan.ts";
import { taskKindOf } from "./tasks/registry.ts";
import type { TaskData } from "./tasks/task.ts";

const KINDS = Object.keys(LOSSES) as LossConfig["kind"][];

/** Refuses a field of a plan, by its path. */
export type Refuse = (path: readonly string[], problem: string) => never;

/** Refuses, as `refuse` does, a plan whose data or settings are not for its task. */
export function checkTask(plan: Plan, data: TaskData, refuse: Refuse): void {
  const { task, augmentation, loss, stopping } = plan;
  const kind = taskKindOf(plan);
  if (kind.outputs(data) === 0) refuse(["task"], describeData(task, data));
  if (LOSSES[loss.kind].takes !== kind.targets) {
    const wanted = KINDS.filter((name) => LOSSES[name].takes === kind.targets);
    refuse(["loss"], `cannot be "${loss.kind}" in ${task}; wanted one of ${wanted.join(", ")}`);
  }
  if (mixesRows(augmentation) && !takesMixed(loss)) {
    const wanted = KINDS.filter((kind) => takesMixed({ kind }));
    refuse(
      ["augmentation"],
      `cannot mix images with loss "${loss.kind}", which takes one label; wanted mixup and cutmix 0, ` +
        `or loss ${wanted.map((kind) => `"${kind}"`).join(" or ")}`,
    );
  }
  if (stopping.kind === "none") return;
  const metrics = recordsOf(task).epochs.map(({ name }): string => name)
    .filter((name) => name.startsWith("validation"));
  if (!metrics.includes(stopping.metric)) {
    refuse(
      ["stopping", "metric"],
      `cannot be "${stopping.metric}" in ${task}; wanted one of ${metrics.join(", ")}`,
    );
  }
}

/** Whether a loss takes rows that were mixed, with two labels each. */
function takesMixed({ kind }: Pick<LossConfig, "kind">): boolean {
  return "mixes" in LOSSES[kind];
}

function describeData(task: Plan["task"], { targets }: TaskData): string {
  return targets === undefined
    ? `cannot be "${task}" on data with classes; wanted "classification", or a data set with ` +
      'targets, such as { kind: "csv", file: "prices.csv", targets: ["price"] }'
    : `cannot be "${task}" on data with targets (${
      targets.names.join(", ")
    }); wanted "regression", ` +
      "or a data set with a label";
}
