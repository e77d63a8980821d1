/**
 * Random search (Bergstra and Bengio 2012): all trials are drawn at once, before anything is known,
 * and all are made to their end.
 *
 * @module
 */
import type { Space } from "./space.ts";
import { type Strategy, Trials } from "./strategy.ts";

/** How many trials, and the root of their draws. */
export interface RandomSearch {
  /** How many trials each variant has. */
  readonly trials: number;
  /** The root seed of the draws. */
  readonly seed: number;
}

/** Asks for all trials at once. */
export function* randomSearch(space: Space, { trials, seed }: RandomSearch): Strategy {
  yield new Trials(space, seed, trials).draw(trials).map((trial) => ({ trial }));
}
