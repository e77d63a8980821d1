/**
 * Parzen estimators on one axis: densities made from the observations there and a prior that keeps
 * every value possible. On a range a mixture of normal densities, cut off at both ends; on a choice
 * the counts, one added to each.
 *
 * @module
 */
import { exp, log } from "@samebit/arithmetic";
import { normalQuantile } from "@samebit/random";

/** A density on an axis. */
export interface Estimator {
  /** Turns two numbers uniform on [0, 1) into a place. */
  place(which: number, where: number): number;
  /** The logarithm of the density, or of the probability, at a place. */
  logDensity(place: number): number;
}

interface Component {
  readonly mean: number;
  readonly deviation: number;
  /** The share of the normal density below 0, and that between 0 and 1. */
  readonly below: number;
  readonly inside: number;
}

/**
 * The estimator of a range: a normal density at each place seen, as wide as the distance to the
 * farther of its two neighbours, and the prior, with mean 0.5 and deviation 1; all have the same
 * weight.
 *
 * A deviation is at least 1 / min(100, n + 1), n being the number of components, and at most 1.
 */
export function rangeEstimator(places: readonly number[]): Estimator {
  const means = [...places, 0.5].sort((a, b) => a - b);
  const least = 1 / Math.min(100, means.length + 1);
  const prior = means.indexOf(0.5);
  const components = means.map((mean, i): Component => {
    const left = mean - (means[i - 1] ?? 0);
    const right = (means[i + 1] ?? 1) - mean;
    const deviation = i === prior ? 1 : Math.min(1, Math.max(least, left, right));
    const below = normalShare(-mean / deviation);
    return { mean, deviation, below, inside: normalShare((1 - mean) / deviation) - below };
  });
  return {
    place(which, where) {
      const { mean, deviation, below, inside } = components[Math.floor(which * components.length)]!;
      const z = normalQuantile(below + where * inside);
      return Math.min(1, Math.max(0, mean + z * deviation));
    },
    logDensity(place) {
      const sum = components.reduce((sum, { mean, deviation, inside }) => {
        const z = (place - mean) / deviation;
        return sum + exp(-0.5 * z * z) / (deviation * inside);
      }, 0);
      return log(sum / components.length) - LOG_SQRT_TWO_PI;
    },
  };
}

/** The estimator of a choice among `count` values: (times seen + 1) / (all seen + count). */
export function choiceEstimator(count: number, places: readonly number[]): Estimator {
  const times = new Array<number>(count).fill(1);
  for (const place of places) times[place]!++;
  const all = places.length + count;
  return {
    place(which) {
      let left = which * all;
      const place = times.findIndex((each) => (left -= each) < 0);
      return place === -1 ? count - 1 : place;
    },
    logDensity: (place) => log(times[place]! / all),
  };
}

const LOG_SQRT_TWO_PI = 0.9189385332046727;

/**
 * The share of the standard normal distribution below z; Abramowitz and Stegun 7.1.26, to 1.5e-7.
 */
function normalShare(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial = t * (0.254829592 +
    t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const above = 0.5 * polynomial * exp(-x * x);
  return z > 0 ? 1 - above : above;
}
