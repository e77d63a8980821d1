/**
 * The values of all lines of a chart at the pointer: a rule across the plot and one tooltip with a
 * row for each visible variant, the highest first.
 */
import type { LineTip } from "@samebit/plotting";
import { type Chart, create, madeOf, type Row } from "./chart.ts";
import { axisTitle, drawnRows } from "./line_rows.ts";
import { shortNumber } from "./numbers.ts";
import { type Plot, plotAt, scaleOf } from "./plots.ts";
import type { Reader } from "./reader.ts";
import { hideTip, showRows, type TipRow } from "./tip.ts";

/** Rows of a tooltip at most. */
const MOST_ROWS = 12;

/** Shows the values at the pointer, or nothing outside the plots. */
export function pointAt(chart: Chart, event: PointerEvent, reader: Reader): void {
  const { tip } = madeOf(chart).usermeta;
  // Other marks have tooltips of their own.
  if (!tip) return;
  const found = plotAt(chart, event.clientX, event.clientY);
  const scale = found && scaleOf(chart, "x");
  if (!found || !scale) return leave(chart);
  const rows = rowsIn(chart, tip, found.plot, reader);
  const at = nearest(rows.map((row) => Number(row[tip.x])), scale.invert(found.x));
  if (at === undefined) return leave(chart);
  ruleAt(chart, found.plot, scale(at));
  showRows(event, `${axisTitle(chart)} ${shortNumber(at)}`, tipRows(rows, tip, at, reader));
}

/** Takes rule and tooltip away. */
export function leave({ box }: Chart): void {
  box.querySelector(".rule")?.remove();
  hideTip();
}

function rowsIn(chart: Chart, tip: LineTip, { datum }: Plot, reader: Reader): readonly Row[] {
  const { plot } = tip;
  return (drawnRows(chart, reader.clocks)[tip.data] ?? []).filter((row) =>
    !reader.hides(String(row["variant"])) && (!plot || !datum || row[plot] === datum[plot])
  );
}

function nearest(values: readonly number[], wanted: number): number | undefined {
  let best: number | undefined;
  for (const value of values) {
    if (best === undefined || Math.abs(value - wanted) < Math.abs(best - wanted)) best = value;
  }
  return best;
}

/** The rows of the tooltip: for each line its point nearest to `at`, unless the line has ended. */
function tipRows(rows: readonly Row[], tip: LineTip, at: number, reader: Reader): TipRow[] {
  const { value } = tip;
  if (typeof value !== "string") {
    const row = rows.find((each) => each[tip.x] === at);
    return value.flatMap(([field, name]) =>
      typeof row?.[field] === "number" ? [{ name, value: shortNumber(row[field]) }] : []
    );
  }
  const lines = Map.groupBy(rows, (row) => String(row["variant"]));
  const points = [...lines].flatMap(([variant, own]) => {
    const place = nearest(own.map((row) => Number(row[tip.x])), at)!;
    const last = Number(own.at(-1)![tip.x]);
    if (
      at > last && place === last && own.length > 1 && at - last > last - Number(own.at(-2)![tip.x])
    ) {
      return [];
    }
    return [{ variant, row: own.find((row) => Number(row[tip.x]) === place)! }];
  }).sort((a, b) => Number(b.row[value]) - Number(a.row[value]));
  const shown = points.slice(0, MOST_ROWS).map(({ variant, row }) => ({
    name: variant,
    value: textOf(row, value, tip.band),
    colour: reader.colourOf(variant),
  }));
  const left = points.length - shown.length;
  return left > 0 ? [...shown, { name: `and ${left} more`, value: "" }] : shown;
}

function textOf(row: Row, value: string, band: LineTip["band"]): string {
  const middle = shortNumber(Number(row[value]));
  const [low, high] = band?.map((field) => Number(row[field])) ?? [];
  return low === undefined || high === undefined || low === high
    ? middle
    : `${middle}  (${shortNumber(low)} to ${shortNumber(high)})`;
}

function ruleAt({ box }: Chart, plot: Plot, x: number): void {
  let rule = box.querySelector<HTMLElement>(".rule");
  if (!rule) box.append(rule = create("div", { className: "rule" }));
  rule.style.left = `${plot.left + x}px`;
  rule.style.top = `${plot.top}px`;
  rule.style.height = `${plot.height}px`;
}
