/**
 * The space of a search: the tuned axes of an experiment, each a range or a choice among values,
 * and points in it. A point holds a place for each axis: from 0 to 1 on a range, the index among
 * the values of a choice.
 *
 * @module
 */
import { createStream, fillUniform, type Stream } from "@samebit/random";
import { type AxisValue, labelled } from "./axes.ts";
import { isRange, placeOn, type Range, valueAt } from "./range.ts";

/** One axis of a space. */
export type Dimension =
  | { readonly kind: "range"; readonly axis: string; readonly range: Range }
  | { readonly kind: "choice"; readonly axis: string; readonly values: readonly AxisValue[] };

/** All axes, in the order of the declaration. */
export type Space = readonly Dimension[];

/** A place on every axis. */
export type Point = readonly number[];

/** The space of what is tuned. */
export function spaceOf(axes: Readonly<Record<string, unknown>>): Space {
  return Object.entries(axes).map(([axis, values]): Dimension =>
    isRange(values) ? { kind: "range", axis, range: values } : {
      kind: "choice",
      axis,
      values: labelled(values).map(([label, value]) => ({ axis, label, value })),
    }
  );
}

/** How many points there are; Infinity if a range is not of whole numbers. */
export function countPoints(space: Space): number {
  return space.reduce((size, dimension) => size * valuesOn(dimension), 1);
}

function valuesOn(dimension: Dimension): number {
  if (dimension.kind === "choice") return dimension.values.length;
  const { range, from, to } = dimension.range;
  return range === "integer" ? to - from + 1 : Infinity;
}

/** The values at a point, one for each axis; those on ranges with that many significant digits. */
export function axisValuesAt(space: Space, point: Point, digits?: number): AxisValue[] {
  return space.map((dimension, i) => {
    if (dimension.kind === "choice") return dimension.values[point[i]!]!;
    const value = valueAt(dimension.range, point[i]!, digits);
    return { axis: dimension.axis, label: String(value), value };
  });
}

/** The choice of a label; undefined where the dimension has none such. */
export function axisValueOf(
  dimension: Dimension,
  label: string | undefined,
): AxisValue | undefined {
  const { axis } = dimension;
  if (dimension.kind === "choice") return dimension.values.find((each) => each.label === label);
  const value = Number(label);
  const { from, to } = dimension.range;
  return String(value) === label && value >= from && value <= to
    ? { axis, label, value }
    : undefined;
}

/** The point of some choices, one for each axis. */
export function pointOf(space: Space, choices: readonly AxisValue[]): Point {
  return space.map((dimension, i) =>
    dimension.kind === "choice"
      ? dimension.values.indexOf(choices[i]!)
      : placeOn(dimension.range, choices[i]!.value as number)
  );
}

/** Where random points come from: one stream for each axis. */
export type Draws = readonly Stream[];

/**
 * The draws of a search. Each axis has the stream `search/` and its name, so that adding an axis
 * changes no draws of the others.
 */
export function drawsOf(space: Space, seed: number): Draws {
  return space.map(({ axis }) => createStream(seed, `search/${axis}`));
}

/** A random point, from page `draw` of each stream. */
export function drawPoint(space: Space, draws: Draws, draw: number): Point {
  const number = new Float64Array(1);
  return space.map((dimension, i) => {
    fillUniform(draws[i]!, draw, number);
    return dimension.kind === "range"
      ? number[0]!
      : Math.floor(number[0]! * dimension.values.length);
  });
}
