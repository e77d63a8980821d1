/**
 * How any chart is made: the parts of a Vega-Lite specification that all share, palettes, thinning
 * and smoothing, bands and dots, and the compilation to what a page holds. The charts themselves
 * are in `@samebit/charts`.
 *
 * @module
 */
export { bitmapAddress } from "./packed/bitmaps.ts";
export {
  alongSteps,
  axisFormat,
  type ChartChoice,
  type ChartFacts,
  type ChartFrame,
  type ChartRow,
  type ChartRun,
  type ChartTable,
  colourBy,
  dashesBy,
  describeEnds,
  type Expression,
  fieldTitle,
  frame,
  inPixels,
  type LineTip,
  lineWidth,
  type Multiples,
  numberAxis,
  runsByVariant,
  scaleOf,
  shareDomain,
  shown,
  stepAxis,
  tipNumber,
  valuesOfScale,
  type Zoom,
  zoomed,
} from "./chart.ts";
export {
  type ChartOffers,
  compileChart,
  type PageChart,
  type PlainSpec,
  usesLog,
} from "./compile.ts";
export { type DotFacts, type DotGroup, dotsAndIntervals, MOST_GROUPS } from "./dots.ts";
export { type BandFacts, epochBandChart } from "./epoch_band.ts";
export { CELL_COLOUR, cellNumber, labelAxis, shadesOf } from "./heatmap_cells.ts";
export {
  MOST_TOGETHER,
  noteOfPlots,
  overVariants,
  placesOfPlots,
  PLOT_HEIGHT,
} from "./multiples.ts";
export {
  colourOf,
  createPairedPalette,
  createPalette,
  type Palette,
  paletteOf,
  RAMP,
} from "./palette.ts";
export { longestOf, noteOfEnds } from "./seeds_left.ts";
export { meanAround, SMOOTHED_SHARE, spread } from "./smooth.ts";
export { spanDecades } from "./span_decades.ts";
export type { ChartEncoding, ChartLayer, ChartParam, ChartSpec, LayeredSpec } from "./spec.ts";
export { meanOf, thin } from "./thin.ts";
export { sharedStepsPerEpoch } from "./zoom.ts";
