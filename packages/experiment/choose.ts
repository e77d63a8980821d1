/**
 * The choice among tuned values: for each variant the combination with the best mean validation
 * accuracy over the seeds, the earliest in the declaration of equals. It reads validation numbers
 * only; the chosen runs are planned again with the test split measured.
 *
 * @module
 */
import type { RunRecord } from "@samebit/runlog";
import { identityOf, type Plan } from "@samebit/solver";
import { folderLabel } from "./identifiers.ts";
import { type ExperimentRun, type PlannedExperiment, shareFolders } from "./plan_experiment.ts";

/**
 * The chosen runs of an experiment in which something is tuned, with the test split measured; none
 * where nothing is tuned or the experiment does not want the test split.
 *
 * @param planned The experiment; all its runs are whole.
 * @param recordOf Reads the record of a run.
 * @throws {Error} A run is not whole.
 */
export async function chooseTuned(
  planned: PlannedExperiment,
  recordOf: (run: ExperimentRun) => Promise<RunRecord | undefined>,
): Promise<ExperimentRun[]> {
  const { experiment, runs } = planned;
  if (Object.keys(experiment.tune ?? {}).length === 0) return [];
  if (experiment.base.evaluation?.test === false) return [];
  const chosen: ExperimentRun[] = [];
  for (const ofVariant of Map.groupBy(runs, ({ variant }) => variant).values()) {
    let best: { mean: number; runs: readonly ExperimentRun[] } | undefined;
    for (
      const candidates of Map.groupBy(ofVariant, ({ tuned }) => JSON.stringify(tuned)).values()
    ) {
      const records = await Promise.all(candidates.map(recordOf));
      const mean = meanOf(records, planned.slug);
      if (best === undefined || mean > best.mean) best = { mean, runs: candidates };
    }
    chosen.push(...(best?.runs ?? []).map(chosenRun));
  }
  return shareFolders(chosen);
}

function meanOf(records: readonly (RunRecord | undefined)[], slug: string): number {
  const values = records.map((record) => {
    if (record?.result === undefined) {
      throw new Error(`Cannot choose among the tuned runs of ${slug}: one of them is not whole`);
    }
    return record.result.best.validationAccuracy;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A run as it is made once its values are chosen: with the test split measured. */
export function chosenRun(run: ExperimentRun): ExperimentRun {
  const plan: Plan = { ...run.plan, evaluation: { ...run.plan.evaluation, test: true } };
  const identity = identityOf(plan, run.dataHash);
  const labels = [...Object.values(run.compared), ...Object.values(run.tuned), "chosen"];
  const folder = `runs/${folderLabel(labels)}-seed${run.seed}-${identity.slice(0, 8)}`;
  return { ...run, plan, identity, folder };
}
