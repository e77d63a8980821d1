/**
 * What `run.json` says about the data besides their hash, if the plan asks for it: it depends on
 * the training split and does not follow from the plan alone.
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
