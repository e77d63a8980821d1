/**
 * How values are looked for: ranges, the space they span, and strategies that ask for trials and are
 * told their scores. Knows neither runs nor files.
 *
 * @module
 */
export { type Choice, choicesOf, combineChoices, depthOf, labelled, labelsOf } from "./axes.ts";
export { gridPoints, gridSearch } from "./grid_search.ts";
export { defaultRungs, type HalvingSearch, halvingSearch, promoted } from "./halving_search.ts";
export { type RandomSearch, randomSearch } from "./random_search.ts";
export { isRange, pointsOf, type Range, valueAt } from "./range.ts";
export type { Search, SearchPlan, SearchSeeds, Written } from "./search.ts";
export { choiceOf, type Dimension, type Point, sizeOf, type Space, spaceOf } from "./space.ts";
export { type Asked, isBetter, type Strategy, type Trial, Trials } from "./strategy.ts";
export { type TpeSearch, tpeSearch } from "./tpe_search.ts";
