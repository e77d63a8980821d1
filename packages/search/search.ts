/**
 * The interface of a search, and the fields that several of them share.
 *
 * @module
 */
import { type ConfigOf, type Fields, FROM_0, FROM_1 } from "@samebit/input";
import type { Space } from "./space.ts";
import type { Strategy } from "./strategy.ts";

/** What a search is part of. */
export interface SearchScope {
  /** The epochs of a run. */
  readonly epochs: number;
  /** The number of seeds of the experiment. */
  readonly seeds: number;
}

/** What a search asks for in one round, as far as it is known before anything is run. */
export interface Round {
  /** How many trials. */
  readonly trials: number;
  /** The epoch from which they are run. */
  readonly fromEpoch: number;
  /** To which epoch. */
  readonly toEpoch: number;
}

/**
 * The settings of a strategy: all fields except the number of seeds per trial, which it never sees.
 */
export type StrategySettings<F> = Omit<ConfigOf<string, F>, "kind" | "seeds">;

/** One way to search. */
export interface SearchKind<F extends Fields> {
  /** Its fields. */
  readonly fields: F;
  /** The fields that are left out and have no fixed default, derived from the others. */
  otherwise(given: ConfigOf<string, F>, scope: SearchScope): Readonly<Record<string, unknown>>;
  /** The strategy in a space. */
  create(space: Space, settings: ConfigOf<string, F>): Strategy;
  /** The rounds in a space, at most. */
  rounds(space: Space, settings: ConfigOf<string, F>, epochs: number): Round[];
}

/** The number of trials. */
export const TRIALS = {
  holds: FROM_1,
  example: 20,
  about: "How many trials each variant has",
} as const;

/** The seed of the draws. */
export const SEED = { holds: FROM_0, default: 0, about: "The seed of the draws" } as const;

/** The number of seeds of a trial. */
export const SEEDS = {
  holds: FROM_1,
  otherwise: "1",
  about: "How many of the experiment's seeds each trial is run with, from the first",
} as const;
