/**
 * What the `search` of an experiment file comes to: every default filled in, its strategy, and how
 * much it will ask for.
 *
 * @module
 */
import type { Experiment } from "./experiment.ts";
import {
  defaultRungs,
  gridPoints,
  gridSearch,
  halvingSearch,
  promoted,
  randomSearch,
  type SearchPlan,
  type Space,
  spaceOf,
  type Strategy,
  tpeSearch,
} from "@samebit/search";

/** What a search asks for in one round, as far as it is known before anything is made. */
export interface Round {
  /** How many trials. */
  readonly trials: number;
  /** From which epoch on they are made. */
  readonly fromEpoch: number;
  /** To which epoch. */
  readonly toEpoch: number;
}

/** The search of an experiment; a grid with all seeds where none is written. */
export function planSearch({ search, base, seeds: all }: Experiment): SearchPlan {
  if (search === undefined || search.kind === "grid") {
    return { kind: "grid", seeds: Math.min(search?.seeds ?? all.length, all.length) };
  }
  const { trials, seed = 0 } = search;
  const seeds = Math.min(search.seeds ?? 1, all.length);
  switch (search.kind) {
    case "random":
      return { kind: "random", trials, seed, seeds };
    case "halving": {
      const { eta = 3 } = search;
      const { rungs = defaultRungs(base.epochs, trials, eta) } = search;
      return { kind: "halving", trials, eta, rungs, seed, seeds };
    }
    case "tpe": {
      const { start = 10, batch = 5, good = 0.25, candidates = 24 } = search;
      return { kind: "tpe", trials, start, batch, good, candidates, seed, seeds };
    }
  }
}

/**
 * The seeds with which the chosen values are run besides the trials: all where the test split is
 * measured, else those that were not searched with; none where nothing is tuned.
 */
export function chosenSeeds(experiment: Experiment): readonly number[] {
  const { base, tune, seeds } = experiment;
  if (Object.keys(tune ?? {}).length === 0) return [];
  return base.evaluation?.test ?? true ? seeds : seeds.slice(planSearch(experiment).seeds);
}

/** The strategy of a search of a space. */
export function createStrategy(space: Space, plan: SearchPlan): Strategy {
  switch (plan.kind) {
    case "grid":
      return gridSearch(space);
    case "random":
      return randomSearch(space, plan);
    case "halving":
      return halvingSearch(space, plan);
    case "tpe":
      return tpeSearch(space, plan);
  }
}

/** The rounds of a search of one variant, at most. */
export function roundsOf(experiment: Experiment): Round[] {
  const plan = planSearch(experiment);
  const { epochs } = experiment.base;
  const whole = { fromEpoch: 0, toEpoch: epochs };
  if (plan.kind === "grid") {
    return [{ trials: gridPoints(spaceOf(experiment.tune ?? {})).length, ...whole }];
  }
  if (plan.kind === "random") return [{ trials: plan.trials, ...whole }];
  if (plan.kind === "tpe") {
    const start = Math.min(plan.start, plan.trials);
    const rounds: Round[] = [{ trials: start, ...whole }];
    for (let left = plan.trials - start; left > 0; left -= plan.batch) {
      rounds.push({ trials: Math.min(plan.batch, left), ...whole });
    }
    return rounds;
  }
  let { trials } = plan;
  return [...plan.rungs, epochs].map((toEpoch, i) => {
    const round = { trials, fromEpoch: plan.rungs[i - 1] ?? 0, toEpoch };
    trials = promoted(trials, plan.eta);
    return round;
  });
}
