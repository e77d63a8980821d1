/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011): values are
 * proposed where good trials are dense and bad ones are not. Proposals come in batches of a fixed
 * size, and a batch is a function of the batches before it, never of which runs happen to be
 * finished.
 *
 * @module
 */
import { FROM_1, RATIO, type Values, wholeNumbers } from "@samebit/input";
import { createStream, fillUniform } from "@samebit/random";
import { choiceEstimator, type Estimator, rangeEstimator } from "./parzen.ts";
import {
  type Round,
  type SearchKind,
  SEED,
  SEEDS,
  type StrategySettings,
  TRIALS,
} from "./search.ts";
import type { Dimension, Point, Space } from "./space.ts";
import { rank, type Strategy, type Trial, Trials } from "./strategy.ts";

const CANDIDATES: Values<number> = wholeNumbers(1, 1000);

const FIELDS = {
  trials: TRIALS,
  start: {
    holds: FROM_1,
    default: 10,
    about: "How many trials are drawn at random, before anything is known",
  },
  batch: { holds: FROM_1, default: 5, about: "How many are proposed at a time after that" },
  good: { holds: RATIO, default: 0.25, about: "The share of the trials that count as good" },
  candidates: {
    holds: CANDIDATES,
    default: 24,
    about: "From how many candidates each proposal is chosen",
  },
  seed: SEED,
  seeds: SEEDS,
} as const;

/** The settings of the estimator. */
export type TpeSettings = StrategySettings<typeof FIELDS>;

/** A finished trial. */
interface Made {
  readonly point: Point;
  readonly score: number;
}

/** Asks for a random start, then for batches of proposals. */
export function* tpeSearch(space: Space, settings: TpeSettings): Strategy {
  const trials = new Trials(space, settings.seed, settings.trials);
  const made: Made[] = [];
  let asked = trials.draw(Math.min(settings.start, settings.trials));
  while (asked.length > 0) {
    const scores = yield asked.map((trial) => ({ trial }));
    for (const [i, trial] of asked.entries()) {
      made.push({ point: trials.pointOf(trial), score: scores[i]! });
    }
    const left = settings.trials - trials.count;
    asked = propose(space, settings, trials, made, Math.min(settings.batch, left));
  }
}

/**
 * A batch: each proposal is the candidate with the largest good over bad density. Earlier ones of
 * the same batch count as bad, so that a batch does not cluster.
 */
function propose(
  space: Space,
  settings: TpeSettings,
  trials: Trials,
  made: readonly Made[],
  count: number,
): Trial[] {
  const order = rank(made.map(({ score }) => score)).map((i) => made[i]!.point);
  const goods = order.slice(0, Math.ceil(settings.good * order.length));
  const bads = order.slice(goods.length);
  const good = estimators(space, goods);
  const proposed: Trial[] = [];
  while (proposed.length < count) {
    const bad = estimators(space, bads);
    const promise = (point: Point) =>
      point.reduce(
        (sum, place, i) => sum + good[i]!.logDensity(place) - bad[i]!.logDensity(place),
        0,
      );
    const points = candidates(space, settings, good, trials.count);
    const promises = points.map(promise);
    let trial: Trial | undefined;
    for (const i of rank(promises)) {
      trial = trials.add(points[i]!);
      if (trial !== undefined) break;
    }
    // Where every candidate was tried before, one is drawn at random.
    trial ??= trials.draw(1)[0];
    if (trial === undefined) break;
    bads.push(trials.pointOf(trial));
    proposed.push(trial);
  }
  return proposed;
}

function estimators(space: Space, points: readonly Point[]): Estimator[] {
  return space.map((dimension, i) => {
    const places = points.map((point) => point[i]!);
    return dimension.kind === "range"
      ? rangeEstimator(places)
      : choiceEstimator(dimension.values.length, places);
  });
}

/** Candidates drawn from the good density, from page `page` of the stream of each axis. */
function candidates(
  space: Space,
  { seed, candidates }: TpeSettings,
  good: readonly Estimator[],
  page: number,
): Point[] {
  const draws = space.map(({ axis }: Dimension) => {
    const numbers = new Float64Array(2 * candidates);
    fillUniform(createStream(seed, `search/tpe/${axis}`), page, numbers);
    return numbers;
  });
  return Array.from(
    { length: candidates },
    (_, c) => space.map((_, i) => good[i]!.place(draws[i]![2 * c]!, draws[i]![2 * c + 1]!)),
  );
}

/** The tree-structured Parzen estimator. */
export const tpe: SearchKind<typeof FIELDS> = {
  fields: FIELDS,
  otherwise: () => ({ seeds: 1 }),
  create: tpeSearch,
  rounds(_space, { trials, start, batch }, epochs): Round[] {
    const whole = { fromEpoch: 0, toEpoch: epochs };
    const first = Math.min(start, trials);
    const rounds: Round[] = [{ trials: first, ...whole }];
    for (let left = trials - first; left > 0; left -= batch) {
      rounds.push({ trials: Math.min(batch, left), ...whole });
    }
    return rounds;
  },
};
