/**
 * The pointer over charts that zoom: dragging makes a rectangle, which becomes the zoom on release;
 * a double click undoes it. Without a button pressed the pointer shows the values there.
 */
import { type Chart, create, type Ends, madeOf } from "./chart.ts";
import { leave, pointAt } from "./line_tip.ts";
import { type Plot, plotAt, plotsOf, scaleOf } from "./plots.ts";
import type { Reader } from "./reader.ts";
import { hideTip } from "./tip.ts";

/** Less is a slip of the hand, in pixels. */
const LEAST = 8;

/** The result of a drag over a chart. */
export interface Zoomed {
  /** From and to along the axis. */
  readonly across: Ends;
  /** The same vertically, if the rectangle is high enough to be intended. */
  readonly down?: Ends;
}

/** Follows the pointer over a chart. */
export function followPointer(
  chart: Chart,
  reader: Reader,
  { zoomTo, undo }: { zoomTo(zoomed: Zoomed): void; undo(): void },
): void {
  const { box } = chart;
  box.addEventListener("pointermove", (event) => {
    if (event.buttons === 0 || event.pointerType === "touch") pointAt(chart, event, reader);
  });
  box.addEventListener("pointerleave", () => leave(chart));
  box.addEventListener("pointercancel", () => leave(chart));
  box.addEventListener("dblclick", () => zooms(chart) && undo());
  box.addEventListener("pointerdown", (event) => {
    const found = plotAt(chart, event.clientX, event.clientY);
    if (event.pointerType === "touch") return pointAt(chart, event, reader);
    if (event.button !== 0 || !found || !zooms(chart)) return;
    // Neither texts nor the chart as an image are dragged.
    event.preventDefault();
    leave(chart);
    drag(chart, found.plot, event, zoomTo);
  });
}

function zooms(chart: Chart): boolean {
  const { zoom, multiples } = madeOf(chart).usermeta;
  return zoom !== undefined && multiples === undefined && plotsOf(chart).length === 1;
}

function drag(
  chart: Chart,
  plot: Plot,
  start: PointerEvent,
  zoomTo: (zoomed: Zoomed) => void,
): void {
  const frame = create("div", { className: "brush" });
  chart.box.append(frame);
  const outer = chart.box.getBoundingClientRect();
  const inside = ({ clientX, clientY }: PointerEvent) =>
    [
      Math.max(0, Math.min(plot.width, clientX - outer.left - plot.left)),
      Math.max(0, Math.min(plot.height, clientY - outer.top - plot.top)),
    ] as const;
  const from = inside(start);
  const sides = (event: PointerEvent) => {
    const to = inside(event);
    return [0, 1].map((at) => [from[at]!, to[at]!].sort((a, b) => a - b)) as [Side, Side];
  };
  const move = (event: PointerEvent) => {
    const [[left, right], [top, bottom]] = sides(event);
    const px = (value: number) => `${value}px`;
    Object.assign(frame.style, {
      left: px(plot.left + left),
      top: px(plot.top + top),
      width: px(right - left),
      height: px(bottom - top),
    });
  };
  const end = new AbortController();
  addEventListener("pointermove", move, { signal: end.signal });
  for (const kind of ["pointerup", "pointercancel"] as const) {
    addEventListener(kind, (event) => {
      end.abort();
      frame.remove();
      const zoomed = kind === "pointerup" && zoomOf(chart, sides(event));
      if (zoomed) zoomTo(zoomed);
    }, { signal: end.signal });
  }
}

type Side = [low: number, high: number];

function zoomOf(chart: Chart, [across, down]: readonly [Side, Side]): Zoomed | undefined {
  const [x, y] = [scaleOf(chart, "x"), scaleOf(chart, "y")];
  if (!x || across[1] - across[0] < LEAST) return undefined;
  const values = ([low, high]: Side, scale: typeof x): Ends => {
    const [a, b] = [scale.invert(low), scale.invert(high)];
    return [Math.min(a, b), Math.max(a, b)];
  };
  return {
    across: values(across, x),
    ...(y && down[1] - down[0] >= LEAST && { down: values(down, y) }),
  };
}

/** Takes the tooltip away when the page moves below it. */
export function hideOnScroll(): void {
  addEventListener("scroll", hideTip, { capture: true, passive: true });
}
