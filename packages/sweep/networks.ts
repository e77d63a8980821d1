/**
 * The networks of an experiment's runs, layer by layer, for tables.
 *
 * @module
 */
import { NO_OWN_KINDS, type OwnKinds, partsOf } from "@samebit/experiment";
import { measureNetwork } from "@samebit/networks";
import type { NetworkRecord } from "@samebit/runlog";
import type { Plan } from "@samebit/solver";

/** The part of a run that its network depends on. */
export interface PlannedNetwork {
  /** The label of its variant. */
  readonly variant: string;
  /** Its plan. */
  readonly plan: Pick<Plan, "model">;
  /** The axes of an example, and how many outputs there are. */
  readonly sizes: { readonly shape: readonly number[]; readonly outputs: number };
}

/**
 * Each network once, in the order of the runs, with the variants that have it.
 *
 * @param own The kinds of a folder's own that the runs may name.
 */
export function networksOf(
  runs: readonly PlannedNetwork[],
  own: OwnKinds = NO_OWN_KINDS,
): NetworkRecord[] {
  const { layers: ownLayers } = partsOf(own);
  const variants = new Map<string, Set<string>>();
  const firsts = new Map<string, PlannedNetwork>();
  for (const run of runs) {
    const { initialization: _, ...network } = run.plan.model;
    const key = JSON.stringify([network, run.sizes.shape, run.sizes.outputs]);
    if (!firsts.has(key)) firsts.set(key, run);
    const labels = variants.get(key) ?? new Set();
    variants.set(key, labels.add(run.variant));
  }
  return [...firsts].map(([key, { plan, sizes }]) => {
    const { parameters, multiplications, layers } = measureNetwork(
      plan.model,
      sizes.shape,
      sizes.outputs,
      ownLayers,
    );
    return { variants: [...variants.get(key)!], parameters, multiplications, layers };
  });
}
