/** Section 11 of the contract: values of ranges, estimators, what searches propose. */
import { placeOn, pointsOf, valueAt } from "../../packages/search/range.ts";
import { defaultRungs } from "../../packages/search/halving_search.ts";
import { choiceEstimator, rangeEstimator } from "../../packages/search/parzen.ts";
import { createStrategy, planSearch } from "../../packages/experiment/search_settings.ts";
import { spaceOf } from "../../packages/search/space.ts";
import type { Asked } from "../../packages/search/strategy.ts";
import type { Experiment } from "@samebit/experiment";
import { type Case, checkVectors, floatOf, hex64 } from "./vectors.ts";

/** The scores that the cases of `search` are given. */
function scoreOf({ trial }: Asked): number {
  return trial.number === 4 ? NaN : (trial.number * 7) % 11 / 16;
}

function search({ search, tune, epochs }: Case) {
  const experiment = { search, tune, seeds: [1], base: { epochs } } as unknown as Experiment;
  const strategy = createStrategy(spaceOf(tune), planSearch(experiment));
  const rounds = [];
  for (let next = strategy.next(); !next.done; next = strategy.next(next.value.map(scoreOf))) {
    rounds.push(next.value.map(({ trial, untilEpoch }) => ({
      trial: trial.number,
      labels: trial.choices.map(({ label }) => label),
      ...(untilEpoch !== undefined && { untilEpoch }),
    })));
  }
  return rounds;
}

checkVectors("11-search", {
  valueAt: ({ range, place }) => hex64(valueAt(range, floatOf(place))),
  placeOn: ({ range, value }) => hex64(placeOn(range, floatOf(value))),
  grid: ({ range }) => pointsOf(range).map(String),
  rungs: ({ epochs, trials, eta }) => defaultRungs(epochs, trials, eta),
  estimator({ values, places, which, where, at }) {
    if (values !== undefined) {
      const estimator = choiceEstimator(values, places);
      const place = estimator.place(floatOf(which), floatOf(where));
      return { place, logDensity: hex64(estimator.logDensity(at)) };
    }
    const estimator = rangeEstimator(places.map(floatOf));
    const place = estimator.place(floatOf(which), floatOf(where));
    return { place: hex64(place), logDensity: hex64(estimator.logDensity(floatOf(at))) };
  },
  search,
});
