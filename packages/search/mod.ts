/**
 * How values are searched for: ranges, the space they span, and strategies that ask for trials and
 * receive their scores. It knows neither runs nor files.
 *
 * Which trials a search makes: `docs/contracts/11-search.md`.
 *
 * @module
 */
export {
  type AxisValue,
  axisValuesOf,
  combineAxisValues,
  depthOf,
  labelled,
  labelsOf,
} from "./axes.ts";
export { gridPoints } from "./grid_search.ts";
export { isRange, pointsOf, type Range, valueAt } from "./range.ts";
export {
  createStrategy,
  fillSearch,
  roundsIn,
  type Search,
  SEARCH_FIELDS,
  SEARCHES,
  type SearchPlan,
} from "./registry.ts";
export type { Round, SearchScope } from "./search.ts";
export {
  axisValueOf,
  countPoints,
  type Dimension,
  type Point,
  type Space,
  spaceOf,
} from "./space.ts";
export { type Asked, isBetter, type Strategy, type Trial, Trials } from "./strategy.ts";
