/**
 * Random search (Bergstra and Bengio 2012): all trials are drawn at once, before any score is
 * known, and all are run to the end.
 *
 * @module
 */
import { type SearchKind, SEED, SEEDS, type StrategySettings, TRIALS } from "./search.ts";
import type { Space } from "./space.ts";
import { type Strategy, Trials } from "./strategy.ts";

const FIELDS = { trials: TRIALS, seed: SEED, seeds: SEEDS } as const;

/** Asks for all trials at once. */
export function* randomSearch(
  space: Space,
  { trials, seed }: StrategySettings<typeof FIELDS>,
): Strategy {
  yield new Trials(space, seed, trials).draw(trials).map((trial) => ({ trial }));
}

/** Random search. */
export const random: SearchKind<typeof FIELDS> = {
  fields: FIELDS,
  otherwise: () => ({ seeds: 1 }),
  create: randomSearch,
  rounds: (_space, { trials }, epochs) => [{ trials, fromEpoch: 0, toEpoch: epochs }],
};
