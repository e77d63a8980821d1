/**
 * A chart of an open page: the JSON beside its empty box, its drawn view, and what the reader has
 * set for it alone.
 */
import type { PageChart, PlainSpec } from "@samebit/plotting";
import { type JsonChange, unpackRows } from "@samebit/plotting/packed";
import type { View } from "vega";

/** A row of a chart's data. */
export type Row = Record<string, string | number | boolean | null | undefined>;

/** A chart as the page's programs see it. */
export interface Chart {
  /** The name of its box. */
  readonly id: string;
  /** The element that holds it as JSON. */
  readonly script: HTMLScriptElement;
  /** The box that it is drawn into. */
  readonly box: HTMLElement;
  /** The text of `script` as it was read last. */
  text: string;
  /** The content of `script`, once it has been requested. */
  made?: PageChart | undefined;
  /** Its rows, unpacked. */
  rows?: Readonly<Record<string, readonly Row[]>> | undefined;
  /** Rows in place of those in the page. */
  filled?: Readonly<Record<string, readonly Row[]>> | undefined;
  /** The view, once it is drawn. */
  view?: View | undefined;
  /** What was drawn, but for the rows. */
  shape?: string | undefined;
  /** The rows of lines that were given to the view, by content. */
  readonly lines: Map<string, Map<string, Row>>;
  /** Whether the reader has switched the scale, and to which. */
  log?: boolean | undefined;
  /** What the reader has chosen: the unit of the horizontal axis, and the smoothing. */
  along?: "step" | "epoch" | "time" | undefined;
  smoothing?: number | undefined;
  /** The position of what the reader has chosen. */
  choice?: number | undefined;
  /** The reader's horizontal zoom on an axis that no other chart shares, and the vertical zoom. */
  alone?: Ends | undefined;
  range?: Ends | undefined;
}

/** The limits of a zoom; null where the axis decides. */
export type Ends = readonly [from: number | null, to: number | null];

/** The chart in a script element. */
export function createChart(script: HTMLScriptElement): Chart {
  const id = script.dataset["for"]!;
  const box = document.getElementById(id)!;
  return { id, script, box, text: script.textContent, lines: new Map() };
}

/** The content of a chart in the page. */
export function madeOf(chart: Chart): PageChart {
  return chart.made ??= JSON.parse(chart.script.textContent) as PageChart;
}

/** The rows of a chart by the names of its data sets. */
export function rowsOf(chart: Chart): Readonly<Record<string, readonly Row[]>> {
  chart.rows ??= Object.fromEntries(
    Object.entries(madeOf(chart).datasets)
      .map(([name, packed]) => [name, unpackRows(packed) as Row[]]),
  );
  return { ...chart.rows, ...chart.filled };
}

/** Whether a chart is to be drawn with the other of its two scales. */
function isSwitched(chart: Chart): boolean {
  const { log, usermeta } = madeOf(chart);
  if (log === undefined || chart.log === undefined || !usermeta.logSwitch) return false;
  const box = document.querySelector<HTMLInputElement>(`[data-log="${chart.id}"]`);
  return chart.log !== box?.defaultChecked;
}

/** The Vega spec of a chart in its current scale, without rows, as a copy. */
export function specOf(chart: Chart): Record<string, unknown> {
  const { spec, log } = madeOf(chart);
  const copy = structuredClone(spec) as Record<string, unknown>;
  return isSwitched(chart) ? applyChanges(copy, log!) : copy;
}

/** Makes the changes in place. */
export function applyChanges<T extends object>(spec: T, changes: readonly JsonChange[]): T {
  for (const [path, value] of changes) {
    // deno-lint-ignore no-explicit-any
    let place: any = spec;
    for (const name of path.slice(0, -1)) place = place[name];
    const last = path.at(-1)!;
    if (value === undefined) delete place[last];
    else place[last] = structuredClone(value);
  }
  return spec;
}

/** Puts rows into the data sets of a spec that have their names. */
export function withRows(
  spec: Record<string, unknown>,
  rows: Readonly<Record<string, readonly Row[]>>,
): Record<string, unknown> {
  const data = spec["data"] as PlainSpec[];
  return {
    ...spec,
    data: data.map((each) => {
      const name = String(each["name"]);
      // Drawing adds fields to rows.
      return Object.hasOwn(rows, name) ? { ...each, values: structuredClone(rows[name]) } : each;
    }),
  };
}

/** A new element. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}
