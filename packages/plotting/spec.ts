/**
 * What a chart is: a specification of Vega-Lite.
 *
 * @module
 */
import type * as vegaLite from "vega-lite";
import type * as toplevel from "vega-lite/types_unstable/spec/toplevel.d.ts";

/** A complete Vega-Lite specification. */
export type ChartSpec = vegaLite.TopLevelSpec;

/** What the page may set of a chart. */
export type ChartParam = toplevel.TopLevelParameter;

/** A chart of several layers. */
export type LayeredSpec = Extract<ChartSpec, { readonly layer: unknown }>;

/** A part of a chart, drawn over or under others. */
export type ChartLayer = LayeredSpec["layer"][number];

/** What the layers of a chart have in common: which field is drawn how. */
export type ChartEncoding = NonNullable<LayeredSpec["encoding"]>;
