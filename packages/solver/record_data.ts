/**
 * What `run.json` says of the data beside their hash, where the plan asks for it: none of it is known
 * before the training split is, and none of it is known to who has the plan alone.
 *
 * @module
 */
import type { RunRecord } from "@samebit/runlog";
import type { Dataset } from "@samebit/splits";
import { recordWeights } from "./class_weights.ts";
import { recordColumns } from "./importance.ts";
import type { TrainingPlan } from "./plan.ts";

/** The members of the record of a run that its data decide, in their order. */
export function recordData(
  plan: TrainingPlan,
  data: Dataset,
): Pick<RunRecord, "classWeights" | "columns"> {
  return { ...recordWeights(plan, data), ...recordColumns(plan, data) };
}
