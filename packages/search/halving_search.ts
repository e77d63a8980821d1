/**
 * Successive halving (Jamieson and Talwalkar 2016): many trials begin, and at each rung the best of
 * them go on from where they stand. All are runs of the whole plan, so that a schedule of the
 * learning rate never depends on when a trial is stopped.
 *
 * @module
 */
import type { Space } from "./space.ts";
import { rank, type Strategy, type Trial, Trials } from "./strategy.ts";

/** How trials are thinned out. */
export interface HalvingSearch {
  /** How many trials each variant begins with. */
  readonly trials: number;
  /** One in so many is promoted. */
  readonly eta: number;
  /** The epochs at which trials are compared, increasing, all before the last. */
  readonly rungs: readonly number[];
  /** The root seed of the draws. */
  readonly seed: number;
}

/** How many of so many trials are promoted. */
export function promoted(trials: number, eta: number): number {
  return Math.max(1, Math.floor(trials / eta));
}

/**
 * The rungs that a search has where it names none: the last epoch divided by eta again and again,
 * rounded up, as long as there is an epoch and a trial to divide.
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
export function* halvingSearch(space: Space, settings: HalvingSearch): Strategy {
  const { eta, rungs } = settings;
  let trials: readonly Trial[] = new Trials(space, settings.seed, settings.trials).draw(
    settings.trials,
  );
  for (const untilEpoch of rungs) {
    const scores = yield trials.map((trial) => ({ trial, untilEpoch }));
    const best = rank(scores).slice(0, promoted(trials.length, eta));
    // They go on in the order in which they were proposed.
    trials = trials.filter((_, i) => best.includes(i));
  }
  yield trials.map((trial) => ({ trial }));
}
