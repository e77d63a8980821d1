/**
 * Every way to search, by its name. A new one is a file beside the others and a line here.
 *
 * @module
 */
import {
  type ConfigOfKinds,
  type Fields,
  type FieldsIn,
  fieldsIn,
  fillDefaults,
  type WrittenOfKinds,
} from "@samebit/input";
import { grid } from "./grid_search.ts";
import { halving } from "./halving_search.ts";
import { random } from "./random_search.ts";
import type { Round, SearchKind, SearchScope } from "./search.ts";
import type { Space } from "./space.ts";
import type { Strategy } from "./strategy.ts";
import { tpe } from "./tpe_search.ts";

/** Every way to search by its name. */
export const SEARCHES = { grid, random, halving, tpe } as const;

/** Their fields. */
export const SEARCH_FIELDS: FieldsIn<typeof SEARCHES> = fieldsIn(SEARCHES);

/** A search with every default filled in. */
export type SearchPlan = ConfigOfKinds<typeof SEARCH_FIELDS>;

/**
 * How tuned values are found, for each variant separately. `grid` tries every combination; the
 * others try `trials` of them.
 */
export type Search = WrittenOfKinds<typeof SEARCH_FIELDS>;

/** A search as it is written, with every default filled in. */
export function fillSearch(search: Search, scope: SearchScope): SearchPlan {
  const { kind, ...given } = search;
  const { fields, otherwise } = kindOf(kind);
  const filled = fillDefaults(kind, fields, given);
  const { seeds, ...others } = fillDefaults(kind, fields, {
    ...otherwise(filled, scope),
    ...given,
  }) as unknown as SearchPlan;
  return { ...others, seeds: Math.min(seeds, scope.seeds) } as SearchPlan;
}

/** The strategy of a search of a space. */
export function createStrategy(space: Space, plan: SearchPlan): Strategy {
  return kindOf(plan.kind).create(space, plan);
}

/** The rounds of a search of a space, at most. */
export function roundsIn(space: Space, plan: SearchPlan, epochs: number): Round[] {
  return kindOf(plan.kind).rounds(space, plan, epochs);
}

/** TypeScript cannot see that the kind found under `kind` takes its settings; the table can. */
function kindOf(kind: SearchPlan["kind"]): SearchKind<Fields> {
  return SEARCHES[kind] as unknown as SearchKind<Fields>;
}
