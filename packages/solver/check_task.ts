/**
 * Whether a plan, its data and its task belong together: targets of the kind that the task is about,
 * a loss that takes them, and a metric to stop by that the task has.
 *
 * @module
 */
import { type LossConfig, LOSSES } from "@samebit/losses";
import { mixesRows } from "@samebit/minibatches";
import { recordsOf, TASK_NAMES } from "@samebit/runlog";
import { type TaskData, taskKindOf } from "@samebit/tasks";
import type { Plan } from "./plan.ts";

const KINDS = Object.keys(LOSSES) as LossConfig["kind"][];

/** Refuses a field of a plan, by its path. */
export type Refuse = (path: readonly string[], problem: string) => never;

/** Refuses, as `refuse` does, a plan whose data or settings are not for its task. */
export function checkTask(plan: Plan, data: TaskData, refuse: Refuse): void {
  const { task, loss, stopping } = plan;
  const kind = taskKindOf(plan);
  if (kind.outputs(data) === 0) refuse(["task"], describeData(task, data));
  const fault = kind.faultOf?.(data);
  if (fault !== undefined) refuse(["dataset", "targets"], fault);
  const losses = KINDS.filter((name) => LOSSES[name].takes === kind.targets);
  if (!losses.includes(loss.kind)) {
    const wanted = losses.length === 1 ? `"${losses[0]}"` : `one of ${losses.join(", ")}`;
    refuse(["loss"], `cannot be "${loss.kind}" in ${task}; wanted ${wanted}`);
  }
  checkMixing(plan, losses, refuse);
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

/** Refuses mixed images with a loss that does not take them, though others of the task may. */
function checkMixing(
  { augmentation, loss }: Plan,
  losses: readonly LossConfig["kind"][],
  refuse: Refuse,
): void {
  if (!mixesRows(augmentation) || "mixes" in LOSSES[loss.kind]) return;
  const wanted = losses.filter((kind) => "mixes" in LOSSES[kind]);
  refuse(
    ["augmentation"],
    `cannot mix images with loss "${loss.kind}", which takes the targets of one image; ` +
      `wanted mixup and cutmix 0${wanted.map((kind) => `, or loss "${kind}"`).join("")}`,
  );
}

function describeData(task: Plan["task"], data: TaskData): string {
  const { targets } = data;
  if (targets === undefined) {
    return `cannot be "${task}" on data with classes; wanted "classification", or a data set with ` +
      'targets, such as { kind: "csv", file: "prices.csv", targets: ["price"] }';
  }
  const wanted = TASK_NAMES.filter((name) => {
    const kind = taskKindOf({ task: name });
    return kind.outputs(data) > 0 && kind.faultOf?.(data) === undefined;
  });
  return `cannot be "${task}" on data with targets (${targets.names.join(", ")}); wanted ` +
    `${wanted.map((name) => `"${name}", `).join("")}or a data set with a label`;
}
