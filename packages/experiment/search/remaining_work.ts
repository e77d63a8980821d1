/**
 * What there is still to do of an experiment: runs that are known, and of a search also those that
 * later rounds ask for, of which only the number and the size are known.
 *
 * @module
 */
import type { ExperimentRun, PlannedExperiment } from "../plan_experiment.ts";
import { type Outstanding, outstanding } from "../run_experiment.ts";
import { followStored } from "./scores.ts";
import { planSearch, type Round, roundsOf } from "./settings.ts";

/** As much of a run as says how long it takes. */
export type Work = Pick<ExperimentRun, "plan" | "sizes" | "totalSteps">;

/** What there is to do. */
export interface RemainingWork extends Outstanding {
  /** All that is to be made: what is known first, then the like of what is not yet. */
  readonly work: readonly Work[];
}

/**
 * What there is to do of an experiment.
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
    const known = await outstanding(out, slug, [...search.runs, ...search.chosen]);
    return { ...known, work: known.todo };
  }
  const known = await outstanding(out, slug, search.runs);
  const [now, ...later] = roundsOf(experiment).slice(search.round - 1);
  const variants = new Set(runs.map(({ variant }) => variant)).size;
  const like = (count: number, round: Round) =>
    Array.from({ length: count }, (_, i) => part(runs[i % runs.length]!, round, experiment.base));
  const { seeds } = planSearch(experiment);
  const work = [
    ...known.todo.map((run) => now === undefined ? run : part(run, now, experiment.base)),
    ...later.flatMap((round) => like(variants * round.trials * seeds, round)),
    ...like(variants * search.chosenSeeds.length, {
      trials: 1,
      fromEpoch: 0,
      toEpoch: experiment.base.epochs,
    }),
  ];
  return { ...known, work };
}

function part(
  { plan, sizes, totalSteps }: Work,
  { fromEpoch, toEpoch }: Round,
  { epochs }: { readonly epochs: number },
): Work {
  const share = (toEpoch - fromEpoch) / epochs;
  return {
    plan: { ...plan, epochs: Math.max(1, Math.round(plan.epochs * share)) },
    sizes,
    totalSteps: Math.round(totalSteps * share),
  };
}
