/**
 * The `search` of an experiment file as a type: what may be written, and what it is with every
 * default filled in.
 *
 * @module
 */
import type { HalvingSearch } from "./halving_search.ts";
import type { RandomSearch } from "./random_search.ts";
import type { TpeSearch } from "./tpe_search.ts";

/** How many of the experiment's seeds each trial is made with. */
export interface SearchSeeds {
  /** The first so many of the experiment's seeds; the chosen values are run with all of them. */
  readonly seeds: number;
}

/** A search with every default filled in. */
export type SearchPlan =
  | { readonly kind: "grid" } & SearchSeeds
  | { readonly kind: "random" } & RandomSearch & SearchSeeds
  | { readonly kind: "halving" } & HalvingSearch & SearchSeeds
  | { readonly kind: "tpe" } & TpeSearch & SearchSeeds;

/** A search as it is written: its kind, what is `Needed`, any of the rest. */
export type Written<Plan, Needed extends PropertyKey> = Plan extends { readonly kind: infer Kind }
  ? { readonly kind: Kind } & Pick<Plan, Extract<keyof Plan, Needed>> & Partial<Plan>
  : never;

/**
 * How the values of what is tuned are found, for each variant by itself. `grid` tries every
 * combination; the others try `trials` of them.
 */
export type Search = Written<SearchPlan, "trials">;
