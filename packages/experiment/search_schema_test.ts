/** What an experiment file searches for: ranges, and how values in them are found. */
import { assertAccepted, type Draft, refusals } from "./testing/experiments.ts";

const RATES = { range: "log", from: 1e-4, to: 1e-1 };

/** The small experiment with a search of learning rates. */
function searching(fields: object, axes: object = {}): (draft: Draft) => void {
  return (draft) => {
    delete draft.compare;
    delete draft.claims;
    draft.tune = { "optimizer.learningRate": RATES, ...axes };
    draft.search = { kind: "random", trials: 5, ...fields };
  };
}

refusals("ranges that are none", [
  [
    searching({}, { l2: { range: "logg", from: 1, to: 2 } }),
    'tune.l2.range: unknown range "logg", did you mean "log"?',
  ],
  [
    searching({}, { l2: { range: "log", form: 1, to: 2 } }),
    "tune.l2.from: is missing; wanted a number",
    "tune.l2.form: unknown field; there are range, from, to, points",
  ],
  [
    searching({}, { l2: { range: "log", from: 0, to: 2 } }),
    "tune.l2.from: cannot be 0; a logarithm needs a number above 0",
  ],
  [
    searching({}, { l2: { range: "linear", from: 1, to: 1 } }),
    "tune.l2.to: cannot be 1; wanted more than from, 1",
  ],
  [
    searching({}, { batchSize: { range: "integer", from: 1.5, to: 9 } }),
    "tune.batchSize.from: cannot be 1.5; wanted a whole number",
  ],
  [
    (draft) => draft.compare = { batchSize: { range: "integer", from: 1, to: 9 } },
    "compare.batchSize: cannot be a range, since all its values would be compared; wanted values",
  ],
  [
    searching({}, { "dataset.splitSeed": { range: "integer", from: 1, to: 9 } }),
    "tune.dataset.splitSeed: cannot be a range, since each value is another data set; wanted " +
    "values",
  ],
]);

refusals("ranges of what the place cannot be", [
  [
    searching({}, { "model.keepRatio": { range: "linear", from: 0, to: 1 } }),
    "tune.model.keepRatio.from: cannot be 0; wanted a number above 0 up to 1",
  ],
  [
    searching({}, { batchSize: { range: "linear", from: 10, to: 20 } }),
    "tune.batchSize.range: draws values such as 13.82: cannot be 13.82; wanted a whole number " +
    "from 1",
  ],
]);

refusals("searches that cannot be made", [
  [searching({ kind: "randm" }), 'search.kind: unknown search "randm", did you mean "random"?'],
  [searching({ trials: 0 }), "search.trials: cannot be 0; wanted a whole number from 1"],
  [
    searching({ kind: "tpe", trials: undefined }),
    "search.trials: is missing; wanted a whole number from 1",
  ],
  [
    searching({ eta: 3 }),
    'search.eta: unknown field of search "random"; there are kind, trials, seed, seeds',
  ],
  [
    (draft) => draft.search = { kind: "random", trials: 5 },
    "search: has nothing to search for; wanted axes in tune",
  ],
  [
    searching({ seeds: 3 }),
    "search.seeds: cannot be 3, more than the 2 seeds of the experiment",
  ],
  [
    (draft) => draft.tune = { l2: RATES },
    "tune.l2.points: is missing; a grid needs the number of values to take, or another " +
    'search: { kind: "random", trials: 20 }',
  ],
  [
    searching({}, { l2: { ...RATES, points: 3 } }),
    "tune.l2.points: is for a grid, and the search is random",
  ],
  [
    (draft) => {
      searching({})(draft);
      draft.tune = { sampling: ["shuffled", "with-replacement"] };
    },
    "search.trials: cannot be 5, more than the 2 combinations there are; wanted fewer, or kind: " +
    '"grid"',
  ],
  [
    searching({ kind: "halving", rungs: [1, 1, 2] }),
    "search.rungs.1: cannot be 1; wanted more than the 1 before it",
    "search.rungs.2: cannot be 2; wanted an epoch before the last, 2",
  ],
  [
    searching({ kind: "halving" }, { epochs: [2, 3] }),
    "tune.epochs: cannot be tuned by halving, which compares trials at the same epochs",
  ],
]);

Deno.test("checkExperiment accepts every kind of search and of range", () => {
  const axes = {
    "model.keepRatio": { range: "linear", from: 0.5, to: 1 },
    "batchSize": { range: "integer", from: 5, to: 20 },
    "model.hidden": { small: [5], large: [10, 10] },
  };
  assertAccepted(searching({}, axes));
  assertAccepted(searching({ kind: "halving", eta: 2, rungs: [1], seed: 3, seeds: 2 }, axes));
  assertAccepted(searching({ kind: "tpe", start: 4, batch: 2, good: 0.2, candidates: 9 }, axes));
  assertAccepted((draft) => {
    draft.tune = { l2: { range: "linear", from: 0, to: 1, points: 3 } };
    draft.search = { kind: "grid", seeds: 1 };
  });
});
