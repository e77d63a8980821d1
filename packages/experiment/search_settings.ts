/**
 * The `search` of an experiment file with every default filled in, and how much it will ask for.
 *
 * @module
 */
import type { Experiment } from "./experiment.ts";
import { fillSearch, type Round, roundsIn, type SearchPlan, spaceOf } from "@samebit/search";

/** The search of an experiment; a grid with all seeds if none is written. */
export function planSearch({ search, base, seeds }: Experiment): SearchPlan {
  return fillSearch(search ?? { kind: "grid" }, { epochs: base.epochs, seeds: seeds.length });
}

/**
 * The seeds with which the chosen values are run besides the trials: all if the test split is
 * measured, otherwise those that were not searched with; none if nothing is tuned.
 */
export function chosenSeeds(experiment: Experiment): readonly number[] {
  const { base, tune, seeds } = experiment;
  if (Object.keys(tune ?? {}).length === 0) return [];
  return base.evaluation?.test ?? true ? seeds : seeds.slice(planSearch(experiment).seeds);
}

/** The most rounds of a search of one variant. */
export function roundsOf(experiment: Experiment): Round[] {
  const { tune = {}, base } = experiment;
  return roundsIn(spaceOf(tune), planSearch(experiment), base.epochs);
}
