/**
 * Successive halving (Jamieson and Talwalkar 2016): many trials begin, and at each rung the best of
 * them continue. All are runs of the complete plan, so that a schedule of the learning rate never
 * depends on when a trial is stopped.
 *
 * @module
 */
import { FROM_1, listOf, type Values, wholeNumbers } from "@samebit/input";
import {
  type Round,
  type SearchKind,
  SEED,
  SEEDS,
  type StrategySettings,
  TRIALS,
} from "./search.ts";
import type { Space } from "./space.ts";
import { rank, type Strategy, type Trial, Trials } from "./strategy.ts";

const FROM_2: Values<number> = wholeNumbers(2);

const EPOCHS: Values<readonly number[]> = listOf(FROM_1, "a list of epochs, such as [1, 3]");

const FIELDS = {
  trials: TRIALS,
  eta: { holds: FROM_2, default: 3, about: "One trial in this many is promoted at each rung" },
  rungs: {
    holds: EPOCHS,
    otherwise: "the last epoch divided by eta repeatedly",
    about: "The epochs at which trials are compared, increasing, all before the last",
  },
  seed: SEED,
  seeds: SEEDS,
} as const;

/** How many of so many trials are promoted. */
export function promoted(trials: number, eta: number): number {
  return Math.max(1, Math.floor(trials / eta));
}

/**
 * The default rungs of a search: the last epoch divided by eta repeatedly, rounded up, as long
 * as there is an epoch and a trial to divide.
 */
export function defaultRungs(epochs: number, trials: number, eta: number): number[] {
  const rungs: number[] = [];
  let divisor = eta;
  for (let left = trials; divisor <= epochs && left >= eta; divisor *= eta) {
    rungs.unshift(Math.ceil(epochs / divisor));
    left = promoted(left, eta);
  }
  return rungs;
}

/** Asks for all trials up to the first rung, then for the best of them up to the next. */
export function* halvingSearch(space: Space, settings: StrategySettings<typeof FIELDS>): Strategy {
  const { eta, rungs } = settings;
  let trials: readonly Trial[] = new Trials(space, settings.seed, settings.trials).draw(
    settings.trials,
  );
  for (const untilEpoch of rungs) {
    const scores = yield trials.map((trial) => ({ trial, untilEpoch }));
    const best = rank(scores).slice(0, promoted(trials.length, eta));
    // They continue in the order in which they were proposed.
    trials = trials.filter((_, i) => best.includes(i));
  }
  yield trials.map((trial) => ({ trial }));
}

/** Successive halving. */
export const halving: SearchKind<typeof FIELDS> = {
  fields: FIELDS,
  otherwise: ({ trials, eta }, { epochs }) => ({
    rungs: defaultRungs(epochs, trials, eta),
    seeds: 1,
  }),
  create: halvingSearch,
  rounds(_space, { trials: all, eta, rungs }, epochs): Round[] {
    let trials = all;
    return [...rungs, epochs].map((toEpoch, i) => {
      const round = { trials, fromEpoch: rungs[i - 1] ?? 0, toEpoch };
      trials = promoted(trials, eta);
      return round;
    });
  },
};
