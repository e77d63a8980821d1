/**
 * The names of lines at their ends, so that readers need not look back and forth between colours
 * and the legend. They are placed over the chart, moved apart where lines end at the same place,
 * and only if there is room and there are not too many.
 */
import { type Chart, create, madeOf } from "./chart.ts";
import { drawnRows } from "./line_rows.ts";
import { plotsOf, scaleOf } from "./plots.ts";
import type { Reader } from "./reader.ts";

/** Lines with names at most. */
const MOST = 8;

/** The narrowest box with names, and the widest name, in pixels. */
const LEAST_WIDTH = 560;
const WIDEST = 150;
const SIGN = 7.6;

/** The height of a name. */
const LINE = 15;

/** The room that names need at the right of a chart, in pixels. */
export function endsWidth(chart: Chart, reader: Reader): number {
  if (!hasEnds(chart, reader)) return 0;
  const longest = Math.max(...reader.labels.map((label) => label.length));
  return Math.min(WIDEST, Math.ceil(longest * SIGN) + 30);
}

function hasEnds(chart: Chart, { labels }: Reader): boolean {
  return madeOf(chart).usermeta.tip?.ends === true && labels.length > 1 && labels.length <= MOST &&
    chart.box.clientWidth >= LEAST_WIDTH;
}

/** Puts the names of a drawn chart where its lines end now. */
export function placeEnds(chart: Chart, reader: Reader): void {
  chart.box.querySelector(".ends")?.remove();
  const tip = madeOf(chart).usermeta.tip;
  const [plot] = plotsOf(chart);
  const [x, y] = [scaleOf(chart, "x"), scaleOf(chart, "y")];
  if (!hasEnds(chart, reader) || !tip || !plot || !x || !y) return;
  const value = String(tip.value);
  const [from, to] = ends(x.domain());
  const lines = Map.groupBy(
    drawnRows(chart, reader.clocks)[tip.data] ?? [],
    (row) => String(row["variant"]),
  );
  const names = [...lines].flatMap(([label, rows]) => {
    const last = rows.findLast((row) => Number(row[tip.x]) <= to && Number(row[tip.x]) >= from);
    // A line that ends in the left half is far from where its name would be.
    const isNear = last !== undefined && Number(last[tip.x]) > (from + to) / 2;
    const at = !isNear ? NaN : y(Number(last[value]));
    return reader.hides(label) || !(at >= 0 && at <= plot.height) ? [] : [{ label, at }];
  });
  const list = create("div", { className: "ends", ariaHidden: "true" });
  for (const { label, at } of spreadOut(names, plot.height)) {
    const name = create("span");
    const swatch = create("i");
    swatch.style.background = reader.colourOf(label) ?? "currentColor";
    name.append(swatch, create("bdi", { textContent: label }));
    // In shares of the box, so that names stay at their lines where paper makes the chart smaller.
    name.style.top = `${100 * (plot.top + at) / chart.box.clientHeight}%`;
    name.style.left = `${100 * (plot.left + plot.width + 4) / chart.box.clientWidth}%`;
    name.style.maxWidth = `${endsWidth(chart, reader)}px`;
    list.append(name);
  }
  chart.box.append(list);
}

function ends(domain: readonly number[]): [from: number, to: number] {
  return [Math.min(...domain), Math.max(...domain)];
}

/** The same places, moved as little as needed to keep a line's height between them. */
export function spreadOut<T extends { readonly at: number }>(
  places: readonly T[],
  height: number,
): T[] {
  const sorted = places.toSorted((a, b) => a.at - b.at);
  const at = sorted.map((each) => each.at);
  for (let i = 1; i < at.length; i++) at[i] = Math.max(at[i]!, at[i - 1]! + LINE);
  const over = (at.at(-1) ?? 0) - height;
  if (over > 0) at[at.length - 1]! -= over;
  for (let i = at.length - 2; i >= 0; i--) at[i] = Math.min(at[i]!, at[i + 1]! - LINE);
  return sorted.map((each, i) => ({ ...each, at: at[i]! }));
}
