/**
 * A search followed through its rounds: what it asks for becomes runs of the experiment, and the
 * scores of these runs lead to the next round. All variants go from round to round together. An
 * interrupted search is replayed from its start, through the runs that exist, to the same place;
 * nothing of it is stored except its runs.
 *
 * @module
 */
import {
  meritOf,
  recordsOf,
  runPlace,
  type SearchTrail,
  taskOf,
  type TaskRecords,
  type TrailRow,
} from "@samebit/runlog";
import { identityOf, type Plan } from "@samebit/solver";
import { keyOf } from "@samebit/store";
import {
  type Asked,
  type AxisValue,
  axisValueOf,
  createStrategy,
  isBetter,
  labelsOf,
  spaceOf,
  type Strategy,
} from "@samebit/search";
import {
  chosenSeeds,
  combineCompared,
  expandRun,
  folderLabel,
  planSearch,
  variantOf,
} from "@samebit/experiment";
import { type ExperimentRun, planExpanded, type PlannedExperiment } from "./plan_experiment.ts";

/**
 * How good a run is: the best value of the metric by which its task chooses, up to `untilEpoch` if
 * it has one; NaN if it diverged; undefined while it has not reached that point.
 */
export type ScoreOf = (run: ExperimentRun) => Promise<number | undefined>;

/** What one variant requested in one round, and its scores. */
interface AskedRound {
  readonly asked: readonly Asked[];
  readonly scores: readonly number[];
}

interface VariantSearch {
  readonly compared: readonly AxisValue[];
  readonly strategy: Strategy;
  readonly rounds: AskedRound[];
  /** What is requested now; undefined once the search has ended. */
  asked: readonly Asked[] | undefined;
}

/** A search of an experiment; if nothing is tuned, one round of all its runs. */
export class FollowedSearch {
  readonly #planned: PlannedExperiment;
  /** What the choice is based on. */
  readonly #choice: TaskRecords["choice"];
  readonly #seeds: readonly number[];
  readonly #variants: readonly VariantSearch[];
  readonly #runs = new Map<string, ExperimentRun>();
  readonly #folders = new Map<string, string>();
  readonly #scores = new Map<string, number>();

  /** At its start, before anything has been scored. */
  constructor(planned: PlannedExperiment) {
    const { experiment } = planned;
    const plan = planSearch(experiment);
    const space = spaceOf(experiment.tune ?? {});
    this.#planned = planned;
    this.#choice = recordsOf(taskOf(planned.experiment.base)).choice;
    for (const run of planned.runs) {
      this.#runs.set(placeInSearch(run), run);
      this.#folders.set(run.identity, run.folder);
    }
    this.#seeds = experiment.seeds.slice(0, plan.seeds);
    this.#variants = combineCompared(experiment).map((compared) => {
      const strategy = createStrategy(space, plan);
      return { compared, strategy, rounds: [], asked: strategy.next().value ?? undefined };
    });
  }

  /** Every run asked for so far, by variant, trial and seed. */
  get runs(): ExperimentRun[] {
    return this.#variants.flatMap((variant) => {
      const last = new Map<number, Asked>();
      for (const { asked } of variant.rounds) {
        asked.forEach((each) => last.set(each.trial.number, each));
      }
      for (const each of variant.asked ?? []) last.set(each.trial.number, each);
      const inOrder = [...last.values()].sort((a, b) => a.trial.number - b.trial.number);
      return inOrder.flatMap((asked) => this.#runsOf(variant, asked));
    });
  }

  /**
   * Advances through as many rounds as there are scores for; returns the runs it waits for, or none
   * once it has ended.
   */
  async advance(scoreOf: ScoreOf): Promise<ExperimentRun[]> {
    while (this.#variants.some(({ asked }) => asked !== undefined)) {
      const waiting: ExperimentRun[] = [];
      const found: (readonly number[])[] = [];
      for (const variant of this.#variants) {
        const scores: number[] = [];
        for (const asked of variant.asked ?? []) {
          const runs = this.#runsOf(variant, asked);
          const values: (number | undefined)[] = [];
          for (const run of runs) values.push(await this.#scoreOf(run, scoreOf));
          for (const [i, run] of runs.entries()) if (values[i] === undefined) waiting.push(run);
          scores.push(values.reduce<number>((sum, value) => sum + value!, 0) / values.length);
        }
        found.push(scores);
      }
      if (waiting.length > 0) return waiting;
      for (const [i, variant] of this.#variants.entries()) {
        if (variant.asked === undefined) continue;
        variant.rounds.push({ asked: variant.asked, scores: found[i]! });
        variant.asked = variant.strategy.next(meritsOf(found[i]!, this.#choice)).value ?? undefined;
      }
    }
    return [];
  }

  /** The current round, from 1; one more than there were once the search has ended. */
  get round(): number {
    return this.#variants.reduce((most, { rounds }) => Math.max(most, rounds.length), 0) + 1;
  }

  /**
   * The runs of the chosen values, with the test split measured if the experiment asks for it; none
   * before the search has ended.
   */
  get chosen(): ExperimentRun[] {
    const { experiment } = this.#planned;
    const measuresTest = experiment.base.evaluation?.test ?? true;
    return this.#variants.flatMap((variant) => {
      const best = bestOf(variant, this.#choice);
      if (best === undefined) return [];
      return chosenSeeds(experiment).map((seed) => {
        const run = this.#planOne(variant, best, seed);
        return measuresTest ? this.#share(chosenRun(run)) : run;
      });
    });
  }

  /** The variants that had nothing to choose from, since every trial diverged; none before the end. */
  get unchosen(): string[] {
    if (Object.keys(this.#planned.experiment.tune ?? {}).length === 0) return [];
    return this.#variants.filter((variant) =>
      variant.asked === undefined && !bestOf(variant, this.#choice)
    )
      .map(variantOf);
  }

  /** What was proposed, how good it was, and what became of it; undefined if nothing is tuned. */
  get trail(): SearchTrail | undefined {
    const { experiment } = this.#planned;
    if (Object.keys(experiment.tune ?? {}).length === 0) return undefined;
    const { kind, ...settings } = planSearch(experiment);
    const seeds = this.#seeds;
    return {
      kind,
      settings: { ...settings },
      seeds,
      trials: this.#variants.flatMap((variant) => this.#rowsOf(variant)),
    };
  }

  #rowsOf(variant: VariantSearch): TrailRow[] {
    const best = bestOf(variant, this.#choice);
    return variant.rounds.flatMap(({ asked, scores }, i) => {
      const next = variant.rounds[i + 1]?.asked ?? variant.asked ?? [];
      const goOn = new Set(next.map(({ trial }) => trial.number));
      return asked.map((each, at): TrailRow => {
        const { number, choices } = each.trial;
        const { untilEpoch, plan } = this.#runsOf(variant, each)[0]!;
        return {
          variant: variantOf(variant),
          round: i + 1,
          trial: number,
          tuned: labelsOf(choices),
          epochs: untilEpoch ?? plan.epochs,
          score: scores[at]!,
          decision: each === best
            ? "chosen"
            : each.untilEpoch === undefined
            ? "made"
            : goOn.has(number)
            ? "promoted"
            : "stopped",
        };
      });
    });
  }

  #runsOf(variant: VariantSearch, asked: Asked): ExperimentRun[] {
    return this.#seeds.map((seed) => this.#planOne(variant, asked, seed));
  }

  #planOne({ compared }: VariantSearch, { trial, untilEpoch }: Asked, seed: number): ExperimentRun {
    const { experiment, data } = this.#planned;
    const tuned = labelsOf(trial.choices);
    const key = placeInSearch({ variant: variantOf({ compared }), tuned, seed });
    const run = this.#runs.get(key) ??
      this.#share(planExpanded(expandRun(experiment, compared, trial.choices, seed), data));
    this.#runs.set(key, run);
    return untilEpoch === undefined || untilEpoch >= run.plan.epochs ? run : { ...run, untilEpoch };
  }

  /** If two variants have the same plan, both are shown, and one run serves both. */
  #share(run: ExperimentRun): ExperimentRun {
    const folder = this.#folders.get(run.identity) ?? run.folder;
    this.#folders.set(run.identity, folder);
    return { ...run, folder };
  }

  async #scoreOf(run: ExperimentRun, scoreOf: ScoreOf): Promise<number | undefined> {
    const key = keyOf(run);
    const score = this.#scores.get(key) ?? await scoreOf(run);
    if (score !== undefined) this.#scores.set(key, score);
    return score;
  }
}

/** What tells the runs of a search apart, whether or not two of them have the same plan. */
function placeInSearch(
  { variant, tuned, seed }: Pick<ExperimentRun, "variant" | "tuned" | "seed">,
): string {
  return JSON.stringify([variant, seed, ...Object.values(tuned)]);
}

/** Scores as strategies take them, higher being better. */
function meritsOf(scores: readonly number[], choice: TaskRecords["choice"]): number[] {
  return scores.map((score) => meritOf(choice, score));
}

/**
 * The best of the trials that were run to their end, the earliest of equal ones; none if all
 * diverged.
 */
function bestOf(
  { rounds, asked }: VariantSearch,
  choice: TaskRecords["choice"],
): Asked | undefined {
  if (asked !== undefined) return undefined;
  let best: { asked: Asked; score: number } | undefined;
  for (const round of rounds) {
    for (const [i, asked] of round.asked.entries()) {
      const score = meritOf(choice, round.scores[i]!);
      if (asked.untilEpoch !== undefined || Number.isNaN(score)) continue;
      if (best === undefined || isBetter(score, best.score)) best = { asked, score };
    }
  }
  return best?.asked;
}

/** A run once its values are chosen: with the test split measured. */
export function chosenRun(run: ExperimentRun): ExperimentRun {
  const plan: Plan = { ...run.plan, evaluation: { ...run.plan.evaluation, test: true } };
  const identity = identityOf(plan, run.dataHash);
  const labels = [...Object.values(run.compared), ...Object.values(run.tuned), "chosen"];
  return { ...run, plan, identity, folder: runPlace(folderLabel(labels), run.seed, identity) };
}

/**
 * The run of values that a search once proposed; undefined if the experiment has no such variant,
 * axis or value.
 */
export function proposedRun(
  { experiment, data }: PlannedExperiment,
  { variant, tuned }: Pick<ExperimentRun, "variant" | "tuned">,
  seed: number,
): ExperimentRun | undefined {
  const compared = combineCompared(experiment).find((each) =>
    variantOf({ compared: each }) === variant
  );
  const space = spaceOf(experiment.tune ?? {});
  const choices = space.map((dimension) => axisValueOf(dimension, tuned[dimension.axis]));
  const isKnown = choices.every((choice) => choice !== undefined);
  if (compared === undefined || !isKnown || Object.keys(tuned).length !== space.length) return;
  return planExpanded(expandRun(experiment, compared, choices, seed), data);
}
