/**
 * What is left to do in an experiment: known runs and, for a search, those that later rounds will
 * ask for, of which only the number and the size are known.
 *
 * @module
 */
import { findElsewhere } from "@samebit/store";
import type { ExperimentRun, PlannedExperiment } from "./plan_experiment.ts";
import { type Outstanding, outstanding } from "./run_experiment.ts";
import { followStored } from "./scores.ts";
import { chosenSeeds, planSearch, roundsOf } from "@samebit/experiment";
import type { Round } from "@samebit/search";

/** The part of a run that says how long it takes. */
export type Work = Pick<ExperimentRun, "plan" | "sizes" | "totalSteps">;

/** What is left to do. */
export interface RemainingWork extends Outstanding {
  /** How many of the runs exist for other experiments and will be copied. */
  readonly elsewhere: number;
  /** Everything left to do: known runs first, then estimates for the others. */
  readonly work: readonly Work[];
}

/**
 * What is left to do of an experiment.
 *
 * @param out The output folder.
 * @param planned The experiment.
 * @throws {BadInput} The output folder cannot be read, or what is in it is damaged.
 */
export async function remainingWork(
  out: string,
  planned: PlannedExperiment,
): Promise<RemainingWork> {
  const { slug, experiment, runs } = planned;
  const { search, waiting } = await followStored(out, planned);
  if (waiting.length === 0) {
    const chosen = await outstanding(out, slug, search.chosen);
    const copies = await findElsewhere(out, slug, chosen.todo);
    return {
      ...chosen,
      done: [...search.runs, ...chosen.done],
      elsewhere: copies.size,
      work: chosen.todo.filter(({ identity }) => !copies.has(identity)),
    };
  }
  const { todo, unfinished } = await outstanding(out, slug, waiting);
  const copies = await findElsewhere(out, slug, todo);
  const missing = new Set(waiting.map(({ identity }) => identity));
  const done = search.runs.filter(({ identity }) => !missing.has(identity));
  const [now, ...later] = roundsOf(experiment).slice(search.round - 1);
  const variants = new Set(runs.map(({ variant }) => variant)).size;
  const { epochs } = experiment.base;
  const like = (count: number, round: Round) =>
    Array.from({ length: count }, (_, i) => part(runs[i % runs.length]!, round, epochs));
  const { seeds } = planSearch(experiment);
  const chosen = variants * chosenSeeds(experiment).length;
  const work = [
    ...todo.filter(({ identity }) => !copies.has(identity))
      .map((run) => now === undefined ? run : part(run, now, epochs)),
    ...later.flatMap((round) => like(variants * round.trials * seeds, round)),
    ...like(chosen, { trials: 1, fromEpoch: 0, toEpoch: epochs }),
  ];
  return { done, todo, unfinished, elsewhere: copies.size, work };
}

function part(
  { plan, sizes, totalSteps }: Work,
  { fromEpoch, toEpoch }: Round,
  epochs: number,
): Work {
  const share = (toEpoch - fromEpoch) / epochs;
  return {
    plan: { ...plan, epochs: Math.max(1, Math.round(plan.epochs * share)) },
    sizes,
    totalSteps: Math.round(totalSteps * share),
  };
}
