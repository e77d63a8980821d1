/**
 * One small plot for each variant, on common axes and best first, for lines that are too many to
 * distinguish in one plot.
 */
import { showCount } from "@samebit/findings";
import type { ChartEncoding, ChartLayer } from "./spec.ts";

/** Variants in one plot at most. */
export const MOST_TOGETHER = 8;

/** The most plots; the tables have the others. */
const MOST_PLOTS = 24;

/** The height of a plot in pixels. */
export const PLOT_HEIGHT = 96;

/** Which variants have a plot and in which order: the place of each, from 0, by its final value. */
export function placesOfPlots(
  ends: readonly { readonly variant: string; readonly merit: number }[],
): ReadonlyMap<string, number> {
  const merit = (value: number) => Number.isFinite(value) ? value : -Infinity;
  const sorted = ends.toSorted((a, b) => {
    const [x, y] = [merit(a.merit), merit(b.merit)];
    return x === y ? 0 : y - x;
  });
  return new Map(sorted.slice(0, MOST_PLOTS).map(({ variant }, at) => [variant, at]));
}

/** A sentence on the plots. */
export function noteOfPlots(count: number): string {
  const left = count - MOST_PLOTS;
  return `A plot for each variant, the best first.${
    left > 0 ? ` And ${showCount(left, "more variant")}.` : ""
  }`;
}

/** The part of a spec that spreads its layers over a plot for each variant; rows have a `place`. */
export function overVariants(
  encoding: ChartEncoding,
  layer: readonly ChartLayer[],
): {
  readonly facet: {
    readonly field: "variant";
    readonly type: "nominal";
    readonly title: null;
    readonly sort: { readonly field: "place"; readonly op: "min" };
    readonly header: { readonly labelAnchor: "start"; readonly labelLimit: number };
  };
  readonly columns: number;
  readonly spacing: number;
  readonly spec: {
    readonly width: number;
    readonly height: number;
    readonly encoding: ChartEncoding;
    readonly layer: ChartLayer[];
  };
  readonly config: {
    readonly axisY: { readonly titleLimit: number; readonly titleFontSize: number };
  };
} {
  return {
    facet: {
      field: "variant",
      type: "nominal",
      title: null,
      sort: { field: "place", op: "min" },
      header: { labelAnchor: "start", labelLimit: 190 },
    },
    columns: 3,
    spacing: 14,
    spec: { width: 180, height: PLOT_HEIGHT, encoding, layer: [...layer] },
    config: { axisY: { titleLimit: PLOT_HEIGHT + 20, titleFontSize: 10 } },
  };
}
