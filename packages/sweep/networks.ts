/**
 * The networks of an experiment's runs, layer by layer, for tables.
 *
 * @module
 */
import { measureNetwork } from "@samebit/layers";
import type { NetworkRecord } from "@samebit/runlog";
import { dataKey, type ExperimentRun } from "./plan_experiment.ts";

/** Each network once, in the order of the runs, with the variants that have it. */
export function networksOf(runs: readonly ExperimentRun[]): NetworkRecord[] {
  const variants = new Map<string, Set<string>>();
  const firsts = new Map<string, ExperimentRun>();
  for (const run of runs) {
    const { initialization: _, ...network } = run.plan.model;
    const key = JSON.stringify([network, dataKey(run.plan)]);
    if (!firsts.has(key)) firsts.set(key, run);
    const labels = variants.get(key) ?? new Set();
    variants.set(key, labels.add(run.variant));
  }
  return [...firsts].map(([key, { plan, sizes }]) => {
    const { parameters, multiplications, layers } = measureNetwork(
      plan.model,
      sizes.shape,
      sizes.classes,
    );
    return { variants: [...variants.get(key)!], parameters, multiplications, layers };
  });
}
