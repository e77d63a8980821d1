/**
 * Charts as pages hold them: compiled from Vega-Lite to Vega when the page is made, so that a
 * reader's browser has no compiler to load and nothing to compile. Rows are kept separate from the
 * spec, and the Vega-Lite spec is kept for saving.
 */
import { compile, type TopLevelSpec } from "vega-lite";
import type { ChartChoice, LineTip, Multiples, Zoom } from "./chart.ts";
import { LOOKS } from "./looks.ts";
import {
  differencesOf,
  type JsonChange,
  type JsonValue,
  type PackedRows,
  packRows,
  type PlainRow,
} from "./packed/mod.ts";
import type { ChartSpec } from "./spec.ts";

/** A spec of Vega or Vega-Lite as plain JSON. */
export type PlainSpec = Readonly<Record<string, JsonValue>>;

/** A chart as a page holds it. */
export interface PageChart {
  /** Its Vega spec as the page shows it: without title, without the legend of the variants, without rows. */
  readonly spec: PlainSpec;
  /** What a saved file has in addition: title, legends and description. */
  readonly file: PlainSpec;
  /** The changes that give the other scale of `spec`, if the reader may switch between two. */
  readonly log?: readonly JsonChange[];
  /** Its Vega-Lite spec, without rows. */
  readonly source: PlainSpec;
  /** What the page offers with it. */
  readonly usermeta: ChartOffers;
  /** Its rows by the names of the data sets. */
  readonly datasets: Readonly<Record<string, PackedRows>>;
}

/** What a page offers with a chart. */
export interface ChartOffers {
  /** The tables behind it. */
  readonly tables: readonly {
    readonly data: string;
    readonly caption: string;
    readonly columns: readonly (readonly [field: string, title: string])[];
  }[];
  /** The axis whose scale the reader may switch, and whether it is logarithmic at first. */
  readonly logSwitch?: "x" | "y";
  /** Its place in the common zoom. */
  readonly zoom?: Zoom;
  /** How many plots it has, where it is not one. */
  readonly multiples?: Multiples;
  /** What the reader chooses. */
  readonly choice?: ChartChoice;
  /** Whether its pictures can be seen one by one, larger. */
  readonly enlarges?: boolean;
  /** The lines that answer the pointer. */
  readonly tip?: LineTip;
}

/** Stands for the number of columns until the width of the window is known. */
const COLUMNS = 9973;

/** Compiles a chart. The same spec gives the same JSON. */
export function compileChart(chart: ChartSpec): PageChart {
  const { datasets, usermeta, ...source } = plain(chart) as PlainSpec & {
    usermeta: ChartOffers & PlainSpec;
    datasets: Readonly<Record<string, readonly PlainRow[]>>;
  };
  const { logSwitch, multiples } = usermeta;
  const { file, ...compiled } = compileOne(source, multiples !== undefined);
  const isLog = logSwitch !== undefined && usesLog(source);
  const other = logSwitch &&
    compileOne(switchScale(source, logSwitch, !isLog), multiples !== undefined).spec;
  return {
    ...compiled,
    file,
    ...(other && { log: differencesOf(compiled.spec, other) }),
    source,
    usermeta,
    datasets: Object.fromEntries(
      Object.entries(datasets).map(([name, rows]) => [name, packRows(rows)]),
    ),
  };
}

/** Whether a chart begins with a logarithmic scale. */
export function usesLog(spec: unknown): boolean {
  return JSON.stringify(spec).includes('"type":"log"');
}

function compileOne(source: PlainSpec, multiples: boolean): Pick<PageChart, "spec" | "file"> {
  const asked = multiples ? { ...source, columns: COLUMNS } : source;
  const made = compile(structuredClone(asked) as unknown as TopLevelSpec, {
    config: LOOKS,
    logger: QUIET,
  }).spec;
  const { $schema: _, title, description, legends, data, ...rest } = plain(made);
  const all = (legends ?? []) as readonly PlainSpec[];
  const coloured = JSON.stringify(source).includes('"color":{"field":"variant"');
  const dashed = JSON.stringify(source).includes('"strokeDash":{"field":"variant"');
  const shown = all.filter((legend) => !isOfVariants(legend, coloured, dashed));
  const spec = {
    ...rest,
    ...(shown.length > 0 && { legends: shown }),
    data: (data as readonly PlainSpec[]).map(withoutRows),
  };
  return {
    spec: multiples ? withColumns(spec) : spec,
    file: plain({ title, description, legends }),
  };
}

/** The page has one legend of the variants for all charts. */
function isOfVariants(
  { stroke, fill, strokeDash }: PlainSpec,
  coloured: boolean,
  dashed: boolean,
): boolean {
  return (coloured && (stroke === "color" || fill === "color")) ||
    (dashed && strokeDash === "strokeDash");
}

/** A data set of the chart without its rows; one that the compiler generated stays unchanged. */
function withoutRows(data: PlainSpec): PlainSpec {
  return Array.isArray(data["values"]) && data["values"].length === 0
    ? Object.fromEntries(Object.entries(data).filter(([name]) => name !== "values"))
    : data;
}

/** The number of columns as a signal, since Vega-Lite needs it in advance. */
function withColumns(spec: PlainSpec): PlainSpec {
  const text = JSON.stringify(spec)
    .replaceAll(`"columns":${COLUMNS}`, '"columns":{"signal":"columns"}')
    .replaceAll(String(COLUMNS), "columns");
  const made = JSON.parse(text) as PlainSpec & { signals: JsonValue[] };
  return { ...made, signals: [{ name: "columns", value: 3 }, ...made.signals] };
}

/** The spec with the scale of an axis switched. */
function switchScale(source: PlainSpec, axis: "x" | "y", log: boolean): PlainSpec {
  const spec = structuredClone(source) as Record<string, unknown>;
  const params = spec["params"] as { name: string; value?: unknown }[];
  const param = params.find(({ name }) => name === "logarithmic");
  if (param) param.value = log;
  for (const encoding of encodingsOf(spec)) {
    const scale = encoding[axis]?.scale;
    if (scale === undefined) continue;
    scale["type"] = log ? "log" : "linear";
    if (log) delete scale["zero"];
    else scale["zero"] = false;
  }
  return spec as PlainSpec;
}

type Encoding = Record<string, { scale?: Record<string, unknown> } | undefined>;

function encodingsOf(spec: Record<string, unknown>): Encoding[] {
  type Layered = { encoding?: Encoding; layer?: readonly { encoding?: Encoding }[] };
  const inner = (spec["spec"] ?? spec) as Layered;
  return [inner, ...(inner.layer ?? [])].map(({ encoding }) => encoding ?? {});
}

function plain(value: unknown): PlainSpec {
  return JSON.parse(JSON.stringify(value));
}

/**
 * Golden files hold charts that compile without a warning; a reader of a page can do nothing about
 * one.
 */
const QUIET = {
  level: () => QUIET,
  error: () => QUIET,
  warn: () => QUIET,
  info: () => QUIET,
  debug: () => QUIET,
} as never;
