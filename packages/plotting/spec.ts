/**
 * What a chart is: a specification of Vega-Lite.
 *
 * @module
 */
import type * as vegaLite from "vega-lite";

/** A Vega-Lite specification, whole. */
export type ChartSpec = vegaLite.TopLevelSpec;
