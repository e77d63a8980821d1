/**
 * Draws charts, which the page holds as Vega specs, and brings drawn ones up to date. The policy of
 * the page forbids eval, so Vega's expressions are interpreted.
 */
import type { Loader, Spec, View } from "vega";
import { type Chart, madeOf, type Row, withRows } from "./chart.ts";
import type { Reader } from "./reader.ts";
import { endsWidth, placeEnds } from "./line_ends.ts";
import { drawnRows, drawnSpec } from "./line_rows.ts";
import { showTip } from "./tip.ts";

declare const vega: typeof import("vega");
declare const vegaInterpreter: { readonly expressionInterpreter: unknown };

/** A view of a Vega spec, not yet drawn. */
export function createView(
  spec: Record<string, unknown>,
  element?: HTMLElement,
): View {
  const runtime = vega.parse(spec as Spec, undefined, { ast: true });
  const options = { expr: vegaInterpreter.expressionInterpreter, logLevel: vega.Error };
  return new vega.View(runtime, {
    ...options,
    ...(element && { container: element, hover: true, renderer: "svg", tooltip: show }),
    loader: vega.loader() as Loader,
  } as never);
}

function show(_handler: unknown, event: MouseEvent, _item: unknown, value: unknown): void {
  showTip(event, value);
}

/** Draws a chart into its box. */
export function draw(chart: Chart, reader: Reader): void {
  const { box } = chart;
  chart.view?.finalize();
  chart.view = undefined;
  try {
    chart.shape = shapeOf(chart);
    chart.lines.clear();
    // The reserved height was a guess; the chart keeps its actual height while it is redrawn.
    if (box.dataset["state"]) box.style.minHeight = `${box.offsetHeight}px`;
    const plot = document.createElement("div");
    plot.className = "plot";
    box.replaceChildren(plot);
    const bare = withSignals(drawnSpec(chart), reader.signalsOf(chart));
    const spec = withRows(bare, drawnRows(chart, reader.clocks));
    const right = endsWidth(chart, reader);
    if (right > 0) spec["padding"] = { left: 5, top: 5, bottom: 5, right };
    const view = createView(spec, plot);
    fitMultiples(chart, view);
    view.run();
    chart.view = view;
    box.style.minHeight = "";
    box.role = "img";
    for (const each of box.querySelectorAll("svg")) each.ariaHidden = "true";
    box.dataset["state"] = "drawn";
    // A new view may still be drawing when `run` returns, and then has no plot to stand beside.
    view.runAsync().then(() => chart.view === view && placeEnds(chart, reader));
  } catch (error) {
    box.removeAttribute("role");
    const reason = error instanceof Error ? error.message : String(error);
    box.textContent = `This chart could not be drawn: ${reason}`;
    box.dataset["state"] = "failed";
  }
}

/** A spec whose signals begin with these values. */
export function withSignals(
  spec: Record<string, unknown>,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const signals = (spec["signals"] ?? []) as { name: string }[];
  return {
    ...spec,
    signals: signals.map((each) =>
      Object.hasOwn(values, each.name) ? { ...each, value: values[each.name] } : each
    ),
  };
}

/** Small multiples beside one another, as many as the box has room for. */
export function fitMultiples({ box, made }: Chart, view: View): void {
  const multiples = made?.usermeta.multiples;
  if (!multiples || box.clientWidth === 0) return;
  const { columns, width } = layOut(multiples.count, box.clientWidth);
  view.signal("columns", columns).signal("child_width", width);
}

const AXIS = 76;
const SPACING = 14;

/** How many small multiples stand beside one another in a box of that width, and how wide each is. */
export function layOut(count: number, width: number): { columns: number; width: number } {
  const most = Math.max(1, Math.floor(width / (width < 600 ? 150 : 220)));
  const columns = Math.ceil(count / Math.ceil(count / most));
  return { columns, width: Math.floor((width - AXIS) / columns - SPACING) };
}

/** Gives the signals of a drawn chart the values of the reader's choices. */
export function apply(chart: Chart, reader: Reader): void {
  const { view } = chart;
  if (view === undefined) return;
  const signals = new Set(Object.keys(view.getState({ signals: () => true }).signals));
  for (const [name, value] of Object.entries(reader.signalsOf(chart))) {
    if (signals.has(name)) view.signal(name, value);
  }
  view.run();
  placeEnds(chart, reader);
}

/** What of a chart cannot change in place: all but its rows and the words that stand around it. */
function shapeOf(chart: Chart): string {
  const { spec, log, usermeta: { tables: _, ...usermeta } } = madeOf(chart);
  return JSON.stringify([spec, log, usermeta]);
}

/** Updates a drawn chart: by its data sets, or by redrawing it if more has changed. */
export function update(chart: Chart, reader: Reader): void {
  const { view } = chart;
  if (!view || shapeOf(chart) !== chart.shape) return draw(chart, reader);
  for (const [name, rows] of Object.entries(drawnRows(chart, reader.clocks))) {
    if (hasData(view, name)) exchangeRows(chart, view, name, rows);
  }
  fitMultiples(chart, view);
  view.resize().run();
  placeEnds(chart, reader);
}

/**
 * Gives a data set of a drawn chart its rows. Of lines only those are exchanged that differ, since
 * drawing all of them takes long; their points have an order of their own, as other marks do not.
 */
function exchangeRows(
  { made, lines }: Chart,
  view: View,
  name: string,
  given: readonly Row[],
): void {
  const rows = structuredClone(given) as Row[];
  if (!made?.usermeta.zoom) return void view.data(name, rows);
  const before = lines.get(name);
  const after = byText(rows);
  lines.set(name, after);
  if (before === undefined) return void view.data(name, rows);
  const added: Row[] = [];
  for (const [text, row] of after) {
    const same = before.get(text);
    if (same) after.set(text, same);
    else added.push(row);
  }
  const removed = [...before].filter(([text]) => !after.has(text)).map(([, row]) => row);
  view.change(name, vega.changeset().remove(removed).insert(added));
}

/** Rows by content, with equal ones distinguished, before drawing adds to them. */
function byText(rows: readonly Row[]): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    let text = JSON.stringify(row);
    while (found.has(text)) text += "'";
    found.set(text, row);
  }
  return found;
}

/** Whether marks are drawn from a data set; one that is only shown as a table is not in the view. */
function hasData(view: View, name: string): boolean {
  try {
    return view.data(name) !== undefined;
  } catch {
    return false;
  }
}
