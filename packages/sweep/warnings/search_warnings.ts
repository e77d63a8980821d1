/**
 * Warnings about what is compared and tuned: fewer trials or points than requested, nothing to
 * choose from, steps of a search that decide nothing, and variants with the same run.
 *
 * @module
 */
import canonicalize from "canonicalize";
import type { Warning } from "@samebit/runlog";
import { isRange, labelled, pointsOf, spaceOf, Trials } from "@samebit/search";
import { expand, type Experiment, planSearch, roundsOf } from "@samebit/experiment";
import { formatPlace } from "@samebit/input";
import { count, warnIf } from "./subject.ts";

/** One kind of warning about a complete experiment. */
export type WarnOfSearch = (experiment: Experiment) => Warning[];

/** Trials that cannot be drawn, since the ranges have too few distinct values. */
const fewerTrials: WarnOfSearch = (experiment) => {
  const plan = planSearch(experiment);
  if (plan.kind === "grid") return [];
  const drawn = new Trials(spaceOf(experiment.tune ?? {}), plan.seed, plan.trials)
    .draw(plan.trials).length;
  return warnIf(
    drawn < plan.trials,
    "search.trials",
    `asks for ${count(plan.trials)}, but only ${count(drawn)} distinct ones can be drawn`,
    `choose at most ${count(drawn)}, wider ranges, or kind: "grid"`,
  );
};

/** Points of a grid that are equal. */
const fewerPoints: WarnOfSearch = (experiment) =>
  planSearch(experiment).kind !== "grid"
    ? []
    : Object.entries(experiment.tune ?? {}).flatMap(([axis, values]) => {
      if (!isRange(values)) return [];
      const { points = 2 } = values;
      const found = pointsOf(values).length;
      return warnIf(
        found < points,
        formatPlace(["tune", axis, "points"]),
        `asks for ${count(points)}, but the range has only ${count(found)} distinct ones`,
        `choose at most ${count(found)}, or a wider range`,
      );
    });

/** Axes with one value, and searches of one trial. */
const nothingToChoose: WarnOfSearch = (experiment) => {
  const plan = planSearch(experiment);
  const single = Object.entries(experiment.tune ?? {})
    .filter(([, values]) => !isRange(values) && labelled(values as object).length === 1)
    .map(([axis]) => ({
      where: formatPlace(["tune", axis]),
      what: "has 1 value: nothing is chosen",
      remedy: "give several values, or write it in base",
    }));
  return [
    ...single,
    ...warnIf(
      plan.kind !== "grid" && plan.trials === 1,
      "search.trials",
      "is 1: nothing is chosen",
      "ask for several trials",
    ),
  ];
};

/** A TPE that never learns, and a halving that never halves. */
const idleSearch: WarnOfSearch = (experiment) => {
  const plan = planSearch(experiment);
  if (plan.kind === "tpe" && plan.trials > 1) {
    return warnIf(
      plan.start >= plan.trials,
      "search.start",
      `${count(plan.start)} trials are drawn at random before anything is learned, of ` +
        `${count(plan.trials)} in all: this is a random search`,
      'choose a smaller start, more trials, or kind: "random"',
    );
  }
  if (plan.kind !== "halving" || plan.trials === 1) return [];
  const rounds = roundsOf(experiment);
  const idle = rounds.slice(0, -1).filter(({ trials }) => trials === 1).length;
  return [
    ...warnIf(
      plan.rungs.length === 0,
      "search",
      `${count(plan.trials)} trials of ${
        count(experiment.base.epochs)
      } epochs with eta ${plan.eta} ` +
        "reach no rung: none is stopped early",
      'choose a smaller eta, more epochs, or kind: "random"',
    ),
    ...warnIf(
      idle > 0,
      "search.rungs",
      `${idle} of ${plan.rungs.length} rungs compare 1 trial with none`,
      "choose fewer rungs, a smaller eta, or more trials",
    ),
  ];
};

/** Variants or tuned values with the same plan: their numbers are those of one run. */
const sameRuns: WarnOfSearch = (experiment) => {
  const seed = experiment.seeds[0]!;
  const runs = expand(experiment).filter(({ plan }) => plan.seed === seed);
  const groups = Map.groupBy(runs, ({ plan }) => canonicalize(plan)!);
  return [...groups.values()].filter(({ length }) => length > 1).map((same) => {
    const names = same.map(({ variant, tuned }) =>
      JSON.stringify([variant, ...Object.values(tuned)].join(", "))
    );
    const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", ..." : "");
    return {
      where: Object.keys(same[0]!.tuned).length > 0 ? "tune" : "compare",
      what: `${same.length} combinations have the same plan, and share one run per seed: ${shown}`,
    };
  });
};

/** Every kind of warning about what is compared and tuned. */
export const SEARCH_WARNINGS: readonly WarnOfSearch[] = [
  fewerTrials,
  fewerPoints,
  nothingToChoose,
  idleSearch,
  sameRuns,
];
