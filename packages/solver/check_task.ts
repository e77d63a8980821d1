/**
 * Whether a plan, its data and its task belong together: targets of the task's kind, a loss that
 * takes them, and a metric of the task to stop by.
 *
 * @module
 */
import { LOSSES, lossKindOf, type OwnLosses } from "@samebit/losses";
import { mixesRows } from "@samebit/minibatches";
import { recordsOf, TASK_NAMES } from "@samebit/runlog";
import { type TaskData, taskKindOf } from "@samebit/tasks";
import type { Plan } from "./plan.ts";

/** Refuses a field of a plan, by its path. */
export type Refuse = (path: readonly string[], problem: string) => never;

/**
 * Refuses, as `refuse` does, a plan whose data or settings do not belong to its task.
 *
 * @param own Losses of a folder's own, one of which the plan may name.
 */
export function checkTask(plan: Plan, data: TaskData, refuse: Refuse, own: OwnLosses = {}): void {
  const { task, loss, stopping } = plan;
  const kind = taskKindOf(plan);
  if (kind.outputs(data) === 0) refuse(["task"], describeData(task, data));
  const fault = kind.faultOf?.(data);
  if (fault !== undefined) refuse(["dataset", "targets"], fault);
  const chosen = lossKindOf(loss, own);
  if (chosen === undefined) {
    refuse(["loss"], `cannot be "${loss.kind}" here: its code is in its author's folder`);
  }
  const losses = Object.keys({ ...LOSSES, ...own }).filter((name) =>
    lossKindOf({ kind: name }, own)!.takes === kind.targets
  );
  if (!losses.includes(loss.kind)) {
    const wanted = losses.length === 1 ? `"${losses[0]}"` : `one of ${losses.join(", ")}`;
    refuse(["loss"], `cannot be "${loss.kind}" in ${task}; wanted ${wanted}`);
  }
  checkMixing(plan, losses, refuse, own);
  checkProbabilities(plan, refuse);
  checkWeights(loss, kind.outputs(data), refuse);
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
  losses: readonly string[],
  refuse: Refuse,
  own: OwnLosses,
): void {
  const mixes = (kind: string) => lossKindOf({ kind }, own)?.mixes === true;
  if (!mixesRows(augmentation) || mixes(loss.kind)) return;
  const wanted = losses.filter(mixes);
  refuse(
    ["augmentation"],
    `cannot mix images with loss "${loss.kind}", which takes the targets of one image; ` +
      `wanted mixup and cutmix 0${wanted.map((kind) => `, or loss "${kind}"`).join("")}`,
  );
}

/** Refuses weights that are not one for each class, or for each label. */
function checkWeights(loss: Plan["loss"], outputs: number, refuse: Refuse): void {
  const [field, what, weights] = loss.kind === "softmax"
    ? ["classWeights", "classes", loss.classWeights] as const
    : loss.kind === "binary-cross-entropy"
    ? ["positiveWeights", "labels", loss.positiveWeights] as const
    : ["", "", "none"] as const;
  if (typeof weights !== "object" || weights.length === outputs) return;
  const found = `has ${weights.length} numbers for ${outputs} ${what}`;
  refuse(["loss", field], `${found}; wanted one for each, in their order`);
}

/** Refuses probabilities of classes where nothing is kept of them, or there are none. */
function checkProbabilities({ task, loss, evaluation }: Plan, refuse: Refuse): void {
  if (!evaluation.probabilities) return;
  const path = ["evaluation", "probabilities"];
  if (task !== "classification") {
    refuse(path, `is for classes, not for ${task}; leave it out`);
  }
  if (loss.kind !== "softmax") {
    refuse(path, `needs loss "softmax", since the scores of "${loss.kind}" are not probabilities`);
  }
  if (!evaluation.predictions) {
    refuse(path, "needs the predictions to be kept: predictions: true");
  }
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
