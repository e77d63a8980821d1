/**
 * The common parts of heatmaps of numbers by two settings: the labels of an axis, the colour of a
 * cell, and the number in it, which must be legible on any colour.
 */
import type { Metric } from "@samebit/findings";
import { highest, lowest } from "@samebit/statistics";
import { fieldTitle } from "./chart.ts";

/** An axis of labels in this order: a domain, not a `sort`, which would write labels into expressions. */
export function labelAxis(field: "x" | "y", name: string, labels: readonly string[]): {
  readonly field: "x" | "y";
  readonly type: "nominal";
  readonly title: string;
  readonly scale: { readonly domain: string[] };
  readonly axis: {
    readonly labelAngle: number;
    readonly labelLimit: number;
    readonly grid: boolean;
    readonly ticks: boolean;
    readonly domain: boolean;
  };
} {
  return {
    field,
    type: "nominal",
    title: fieldTitle(name),
    scale: { domain: [...labels] },
    axis: { labelAngle: 0, labelLimit: 90, grid: false, ticks: false, domain: false },
  };
}

/** The colour of a cell. */
export const CELL_COLOUR = {
  field: "mean",
  type: "quantitative",
  scale: { scheme: "viridis" },
  legend: null,
} as const;

/** The number in a cell: black where `light` says that the colour is light. */
export function cellNumber({ format }: Metric): {
  readonly mark: { readonly type: "text"; readonly fontSize: number };
  readonly encoding: {
    readonly text: {
      readonly field: string;
      readonly type: "quantitative";
      readonly format: string;
    };
    readonly color: {
      readonly condition: { readonly test: string; readonly value: string };
      readonly value: string;
    };
  };
} {
  return {
    mark: { type: "text", fontSize: 11 },
    encoding: {
      text: { field: "mean", type: "quantitative", format },
      color: { condition: { test: "datum.light", value: "black" }, value: "white" },
    },
  };
}

/** The ends of the means, and which of them are drawn in a light colour. */
export function shadesOf(means: readonly number[]): {
  readonly low: number;
  readonly high: number;
  readonly isLight: (mean: number) => boolean;
} {
  const [low, high] = [lowest(means), highest(means)];
  return { low, high, isLight: (mean: number) => mean > low + 0.6 * (high - low) };
}
