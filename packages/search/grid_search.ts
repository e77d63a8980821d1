/**
 * Grid search: every combination, in the order of the declaration.
 *
 * @module
 */
import { type AxisValue, combineAxisValues } from "./axes.ts";
import { pointsOf } from "./range.ts";
import type { Space } from "./space.ts";
import { type SearchKind, SEEDS } from "./search.ts";
import type { Strategy } from "./strategy.ts";

/** Every combination of the values of choices and the points of ranges. */
export function gridPoints(space: Space): AxisValue[][] {
  return combineAxisValues(
    space.map((dimension) =>
      dimension.kind === "choice" ? dimension.values : pointsOf(dimension.range).map((value) => ({
        axis: dimension.axis,
        label: String(value),
        value,
      }))
    ),
  );
}

/** Asks for all of them at once. */
export function* gridSearch(space: Space): Strategy {
  yield gridPoints(space).map((choices, i) => ({ trial: { number: i + 1, choices } }));
}

const FIELDS = { seeds: { ...SEEDS, otherwise: "all of them" } } as const;

/** Every combination. */
export const grid: SearchKind<typeof FIELDS> = {
  fields: FIELDS,
  otherwise: (_given, { seeds }) => ({ seeds }),
  create: gridSearch,
  rounds: (space, _settings, epochs) => [
    { trials: gridPoints(space).length, fromEpoch: 0, toEpoch: epochs },
  ],
};
