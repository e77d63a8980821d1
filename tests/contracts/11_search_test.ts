/** Section 11 of the contract: values of ranges, estimators, what searches propose. */
import { planOn } from "../../packages/sweep/plan_experiment.ts";
import { FollowedSearch } from "../../packages/sweep/follow_search.ts";
import { placeOn, pointsOf, valueAt } from "../../packages/search/range.ts";
import { defaultRungs } from "../../packages/search/halving_search.ts";
import { choiceEstimator, rangeEstimator } from "../../packages/search/parzen.ts";
import { planSearch } from "../../packages/experiment/search_settings.ts";
import { createStrategy } from "../../packages/search/registry.ts";
import { spaceOf } from "../../packages/search/space.ts";
import type { Asked } from "../../packages/search/strategy.ts";
import type { Experiment } from "@samebit/experiment";
import { type Case, checkVectors, floatOf, hex64 } from "./vectors.ts";

/** The score of a trial where a case of `search` gives none. */
function scoreOf({ trial }: Asked): number {
  return trial.number === 4 ? NaN : (trial.number * 7) % 11 / 16;
}

function search({ search, tune, epochs, scores }: Case) {
  const score = (asked: Asked) =>
    scores === undefined ? scoreOf(asked) : floatOf(scores[asked.trial.number - 1]);
  const experiment = { search, tune, seeds: [1], base: { epochs } } as unknown as Experiment;
  const strategy = createStrategy(spaceOf(tune), planSearch(experiment));
  const rounds = [];
  for (let next = strategy.next(); !next.done; next = strategy.next(next.value.map(score))) {
    rounds.push(next.value.map(({ trial, untilEpoch }) => ({
      trial: trial.number,
      labels: trial.choices.map(({ label }) => label),
      ...(untilEpoch !== undefined && { untilEpoch }),
    })));
  }
  return rounds;
}

/** The number of the trial that a search of real plans chooses, the scores of its runs being given. */
async function chosen({ search, tune, epochs, scores }: Case): Promise<number | null> {
  const experiment = {
    title: "",
    question: "",
    expectation: "",
    base: {
      dataset: { kind: "digits" },
      model: { kind: "fully-connected", hidden: [] },
      optimizer: { kind: "adam", learningRate: 0.1 },
      epochs,
    },
    tune,
    search: { ...search, seeds: scores[0].length },
    seeds: scores[0].map((_: string, i: number) => i + 1),
  } satisfies Experiment;
  const sizes = { shape: [64], outputs: 10, train: 1197, validation: 300 };
  const planned = planOn("x", experiment, () => ({ hash: "0".repeat(64), sizes }));
  const followed = new FollowedSearch(planned);
  // Trials are asked for in the order of their numbers.
  const trials: string[] = [];
  await followed.advance(({ tuned, seed }) => {
    const labels = JSON.stringify(tuned);
    if (!trials.includes(labels)) trials.push(labels);
    return Promise.resolve(floatOf(scores[trials.indexOf(labels)][seed - 1]));
  });
  const rows = followed.trail!.trials;
  return rows.find(({ decision }) => decision === "chosen")?.trial ?? null;
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
  chosen,
});
