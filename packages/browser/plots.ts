/**
 * Where the plots of a drawn chart are: the inner rectangles of its axes, one or several, and what
 * is at a place in them.
 */
import type { Chart } from "./chart.ts";

/** A plot in pixels of the chart's box. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What distinguishes it from the other plots of the chart, in Vega's form. */
  readonly datum: Readonly<Record<string, unknown>> | undefined;
}

/** The plots of a chart; none as long as it is not drawn. */
export function plotsOf({ box }: Chart): Plot[] {
  const cells = box.querySelectorAll(".mark-group.role-scope.cell > g > .background");
  const found = cells.length > 0
    ? cells
    : box.querySelectorAll(".mark-group.role-frame.root > g > .background");
  const outer = box.getBoundingClientRect();
  return [...found].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const datum = datumOf(element) ?? datumOf(element.parentElement);
    return { left: left - outer.left, top: top - outer.top, width, height, datum };
  });
}

/** What Vega attaches to the elements that it draws. */
export function datumOf(element: Element | null): Plot["datum"] {
  return (element as { __data__?: { datum?: Plot["datum"] } } | null)?.__data__?.datum;
}

/** The plot that has a point of the window, and the point in it. */
export function plotAt(
  chart: Chart,
  clientX: number,
  clientY: number,
): { plot: Plot; x: number; y: number } | undefined {
  const { left, top } = chart.box.getBoundingClientRect();
  const [atX, atY] = [clientX - left, clientY - top];
  const plot = plotsOf(chart).find((each) =>
    atX >= each.left && atX <= each.left + each.width && atY >= each.top &&
    atY <= each.top + each.height
  );
  return plot && { plot, x: atX - plot.left, y: atY - plot.top };
}

/** A scale of Vega that goes both ways. */
export interface Scale {
  (value: number): number;
  invert(place: number): number;
  domain(): number[];
  type?: string;
}

/** The scale of an axis of a drawn chart; nothing where it has none. */
export function scaleOf({ view }: Chart, axis: "x" | "y"): Scale | undefined {
  try {
    const scale = (view as unknown as { scale(name: string): Scale }).scale(axis);
    return typeof scale?.invert === "function" ? scale : undefined;
  } catch {
    return undefined;
  }
}
