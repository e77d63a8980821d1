/**
 * Checks, before anything runs, that minibatches can be processed in the requested number of
 * pieces, and that the layers have room for one.
 *
 * @module
 */
import { runName } from "@samebit/console";
import type { KernelsChoice } from "@samebit/engines";
import { NO_OWN_KINDS, type OwnKinds, partsOf } from "@samebit/experiment";
import { BadInput } from "@samebit/input";
import { requireAccumulation, requireRoom } from "@samebit/solver";
import type { ExperimentRun } from "@samebit/sweep";

/**
 * Makes sure that minibatches of these runs can be processed in pieces, if that was requested, and
 * that they need no more of them.
 *
 * @param place Where the runs are declared, such as `experiments/momentum.ts`.
 * @param own The kinds of a folder's own that the runs may name.
 * @throws {BadInput} Those of a run cannot; the message names run, layer and reason.
 */
export function checkAccumulation(
  place: string,
  runs: readonly ExperimentRun[],
  { accumulate = 1 }: KernelsChoice,
  own: OwnKinds = NO_OWN_KINDS,
): void {
  const { layers } = partsOf(own);
  for (const run of runs) {
    try {
      requireAccumulation(run.plan, run.sizes, accumulate, layers);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new BadInput("--accumulate", `${place}: ${runName(run)}: ${cause.message}`, { cause });
    }
    try {
      requireRoom(run.plan, run.sizes, accumulate, layers);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new BadInput(place, `${runName(run)}: the batchSize ${cause.message}`, { cause });
    }
  }
}
