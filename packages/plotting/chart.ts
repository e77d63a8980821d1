/**
 * What all charts share: the rows they are drawn from, and the parts of a Vega-Lite spec that make
 * them one family. A chart is a pure function from rows to a spec; it knows no page and no file.
 * Its spec carries its data, and under `usermeta` what it offers to the page around it: the tables
 * behind it, its place in the common zoom, and its switch between linear and logarithmic scale.
 */
import type { EpochLog, LayerLog, StepLog } from "@samebit/findings";
import { columnNamed, type MetricName, STEP_COLUMNS, type TaskName } from "@samebit/runlog";
import { highest, lowest } from "@samebit/statistics";
import type { Palette } from "./palette.ts";
import type { ChartParam } from "./spec.ts";

const STEP = columnNamed(STEP_COLUMNS, "step");

/** One run, as charts see it. */
export interface ChartRun {
  /** The label of its variant. */
  readonly variant: string;
  /** Its root seed. */
  readonly seed: number;
  /** Its task. */
  readonly task: TaskName;
  /** Its updates. */
  readonly steps: StepLog;
  /** Its evaluations. */
  readonly epochs: EpochLog;
  /** The numbers of its layers, where they were measured. */
  readonly layers?: LayerLog;
  /** The kind of its loss function, if its plan says so. */
  readonly loss?: string;
  /** Its final metrics; none until it is complete. */
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
  /** Steps to targets that it did not reach, among these. */
  readonly open?: readonly MetricName[];
}

/** A row of a chart's data. */
export type ChartRow = Readonly<Record<string, number | string | boolean | string[]>>;

/** A data set of a chart, and how it is shown as a table. */
export interface ChartTable {
  /** Its name in the spec. */
  readonly data: string;
  /** Its content, and what was left out for drawing. */
  readonly caption: string;
  /** The columns shown, by field. */
  readonly columns: readonly (readonly [field: string, title: string])[];
  /** The rows. */
  readonly rows: readonly ChartRow[];
}

/** What a chart is besides its marks. */
export interface ChartFacts {
  /** The title. */
  readonly title: string;
  /** What is drawn how, in a sentence or two. */
  readonly note: string;
  /** A description for readers who cannot see the chart. */
  readonly description: string;
  /** The height of the plot in pixels. */
  readonly height: number;
  /** Its data. */
  readonly tables: readonly ChartTable[];
  /** The axis whose scale the reader may switch between linear and logarithmic. */
  readonly logSwitch?: "x" | "y" | undefined;
  /** Whether that scale is logarithmic; for charts that leave out what has no logarithm. */
  readonly logarithmic?: boolean;
  /** What the horizontal axis counts, for charts that zoom together. */
  readonly zoom?: Zoom | undefined;
  /** How many plots of `height` there are side by side and below each other, if more than one. */
  readonly multiples?: number;
  /** What the reader chooses, as the param `chosen` of the spec. */
  readonly choice?: ChartChoice;
  /** Whether its pictures can be seen one by one, larger. */
  readonly enlarges?: boolean;
  /** The lines that answer the pointer. */
  readonly tip?: LineTip;
  /** Whether the reader may smooth these lines, because fainter ones show what was logged. */
  readonly smooths?: boolean;
}

/**
 * The lines of a chart that respond to the pointer, all at its position: one row of the tooltip for
 * each variant or, if rows hold several numbers, for each of these.
 */
export interface LineTip {
  /** The data set that holds their points. */
  readonly data: string;
  /** The field along the axis. */
  readonly x: string;
  /** What it is called. */
  readonly title: string;
  /** The field of the number; for several numbers in a row, each field with its name. */
  readonly value: string | readonly (readonly [field: string, title: string])[];
  /** The fields of a band around it. */
  readonly band?: readonly [low: string, high: string];
  /** The field by which lines are spread over several plots. */
  readonly plot?: string;
  /** Whether lines are named where they end. */
  readonly ends?: true;
}

/** One of several things that a chart shows, one at a time. */
export interface ChartChoice {
  /** What kind of thing it is. */
  readonly title: string;
  /** Their names. */
  readonly options: readonly string[];
  /** The position of the one that is shown at first. */
  readonly first: number;
}

/** Small multiples, which the page arranges in rows as its width allows. */
export interface Multiples {
  /** How many there are. */
  readonly count: number;
  /** The height of one in pixels. */
  readonly height: number;
}

/** What the horizontal axis of a zooming chart counts. */
export interface Zoom {
  /** The field. */
  readonly unit: "step" | "epoch";
  /** Units in an epoch; absent if variants differ, in which case the chart zooms separately. */
  readonly perEpoch?: number;
}

/** All runs by variant, in the order of the palette; variants without runs are left out. */
export function runsByVariant(
  runs: readonly ChartRun[],
  { domain }: Palette,
): readonly (readonly [variant: string, runs: readonly ChartRun[]])[] {
  const groups = Map.groupBy(runs, ({ variant }) => variant);
  return domain.flatMap((variant) => {
    const own = groups.get(variant);
    return own ? [[variant, own] as const] : [];
  });
}

/** What every spec begins with. */
export interface ChartFrame {
  /** Which version of Vega-Lite it is written in. */
  readonly $schema: string;
  /** As wide as the page has room. */
  readonly width: "container";
  /** The height of the plot in pixels. */
  readonly height: number;
  /** The page's own. */
  readonly background: "transparent";
  /** The title, and the note below it. */
  readonly title: {
    readonly text: string;
    readonly subtitle: string[];
    readonly anchor: "start";
    readonly frame: "bounds";
  };
  /** A description for readers who cannot see the chart. */
  readonly description: string;
  /** What the page offers with it. */
  readonly usermeta: Record<string, unknown>;
  /** What the page sets. */
  readonly params: ChartParam[];
  /** The rows by the names of the data sets. */
  readonly datasets: Record<string, ChartRow[]>;
}

/** The beginning of a spec. */
export function frame(
  { title, note, description, height, tables, logSwitch, logarithmic, zoom, ...facts }: ChartFacts,
): ChartFrame {
  const multiples = facts.multiples && { count: facts.multiples, height } satisfies Multiples;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: "container",
    height,
    background: "transparent",
    title: { text: title, subtitle: wrap(note, 60), anchor: "start", frame: "bounds" },
    description,
    usermeta: {
      tables: tables.map(({ data, caption, columns }) => ({ data, caption, columns })),
      ...(logSwitch && { logSwitch }),
      ...(zoom && { zoom }),
      ...(multiples && { multiples }),
      ...(facts.choice && { choice: facts.choice }),
      ...(facts.tip && { tip: facts.tip }),
      ...(facts.smooths && { smooths: true }),
      ...(facts.enlarges && { enlarges: true }),
    },
    params: [
      { name: "hidden", value: [] },
      ...(logarithmic === undefined ? [] : [{ name: "logarithmic", value: logarithmic }]),
      ...(facts.choice
        ? [{ name: "chosen", value: facts.choice.options[facts.choice.first] }]
        : []),
      ...(zoom ? ZOOM_PARAMS.map((name) => ({ name, value: null })) : []),
    ] as ChartParam[],
    datasets: Object.fromEntries(tables.map(({ data, rows }) => [data, [...rows]])),
  };
}

/** What Vega works out when it draws. */
export interface Expression {
  /** In Vega's language of expressions. */
  readonly expr: string;
}

const ZOOM_PARAMS = ["xFrom", "xTo", "yFrom", "yTo"];

/** Scale properties that let the page zoom an axis, which ends at `ceiling` as long as it does not. */
export function zoomed(
  axis: "x" | "y",
  ceiling?: number,
): { readonly domainMin: Expression; readonly domainMax: Expression } {
  const end = `${axis}To`;
  const domainMax = ceiling === undefined ? end : `isValid(${end}) ? ${end} : ${ceiling}`;
  return { domainMin: { expr: `${axis}From` }, domainMax: { expr: domainMax } };
}

/**
 * Leaves out the variants that the reader has hidden and, if a field is named, values without a
 * logarithm while the scale is logarithmic. Labels stay out of the expressions.
 */
export function shown(field?: string): { readonly filter: string }[] {
  const visible = { filter: "indexof(hidden, datum.variant) < 0" };
  return field ? [visible, { filter: `!logarithmic || datum.${field} > 0` }] : [visible];
}

/**
 * A name from outside as the title of a field. Vega writes such titles into expressions, as keys of
 * objects, without escaping them; so backslashes and line ends are replaced, and names that every
 * object has are quoted.
 */
export function fieldTitle(name: string): string {
  const plain = name.replaceAll("\\", "\u2216").replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
  return plain === "prototype" || plain in {} ? `“${plain}”` : plain;
}

/** The colour of a variant. Pages draw one legend for all charts; a spec alone draws its own. */
export function colourBy({ domain, range }: Palette): {
  readonly field: "variant";
  readonly type: "nominal";
  readonly title: null;
  readonly scale: Pick<Palette, "domain" | "range">;
  readonly legend: {
    readonly orient: "bottom";
    readonly columns: number;
    readonly labelLimit: number;
    readonly symbolType: "stroke";
    readonly symbolOpacity: number;
  };
} {
  return {
    field: "variant",
    type: "nominal",
    title: null,
    scale: { domain, range },
    legend: {
      orient: "bottom",
      columns: 3,
      labelLimit: 110,
      symbolType: "stroke",
      symbolOpacity: 1,
    },
  };
}

/**
 * The values of a legend for two scales, by the name of either. By default, Vega-Lite writes them
 * into an expression as texts, where Vega mistakes the text "constructor", like every name that all
 * objects have, for a signal.
 */
export function valuesOfScale(channel: "color" | "strokeDash"): Expression {
  return { expr: `domain('${channel}')` };
}

/** The dashes of variants beyond the palette's colours; nothing if the colours suffice. */
export function dashesBy({ domain, dashes }: Palette): {
  readonly strokeDash?: {
    readonly field: "variant";
    readonly type: "nominal";
    readonly title: null;
    readonly scale: { readonly domain: Palette["domain"]; readonly range: Palette["dashes"] };
    readonly legend: { readonly values: Expression };
  };
} {
  if (dashes.every((dash) => dash.length === 0)) return {};
  const scale = { domain, range: dashes };
  const legend = { values: valuesOfScale("color") };
  return { strokeDash: { field: "variant", type: "nominal", title: null, scale, legend } };
}

/** The width of a strong line: thinner where there are many. */
export function lineWidth(lines: number): number {
  return lines > 12 ? 1.25 : 2.25;
}

/**
 * The lowest and the highest of an axis for shares: around the values, never beyond 0 and 1.
 */
export function shareDomain(values: readonly number[]): [low: number, high: number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.max(0, lowest(finite)), Math.min(1, highest(finite))];
  const room = Math.max(0.005, 0.04 * (high - low));
  const rounded = (value: number) => Number(value.toFixed(4));
  return [rounded(Math.max(0, low - room)), rounded(Math.min(1, high + room))];
}

/** A number of a tooltip, in four digits. */
export function tipNumber(field: string, title: string): {
  readonly field: string;
  readonly title: string;
  readonly type: "quantitative";
  readonly format: string;
} {
  return { field, title, type: "quantitative", format: ".4~g" };
}

/**
 * How axes write numbers by default. If a format does not fix the number of digits, D3 uses as few
 * as distinguish ticks, and writes 20 as 2e+1.
 */
const PLAIN = ".6~g";

/** How numbers are written on an axis that spans these: all plain, or all with an exponent. */
export function axisFormat(values: readonly number[]): string {
  const sizes = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  return lowest(sizes) < 1e-4 || highest(sizes, 0) >= 1e5 ? ".2~e" : PLAIN;
}

/** A scale of the type; a linear one need not begin at zero. */
export function scaleOf(
  type: "log" | "linear",
): { readonly type: "log" } | { readonly type: "linear"; readonly zero: false } {
  return type === "log" ? { type } : { type, zero: false };
}

/**
 * An axis of numbers; on a logarithmic one the lines without a label are faint.
 *
 * @param format How they are written (d3-format).
 */
export function numberAxis(format = PLAIN): {
  readonly format: string;
  readonly tickCount: number;
  readonly labelOverlap: true;
  readonly gridOpacity: Expression;
} {
  return {
    format,
    tickCount: 6,
    labelOverlap: true,
    gridOpacity: { expr: "datum.label === '' ? 0.35 : 1" },
  };
}

/** An axis of steps, with as many labels as there is room for; a small plot says how many. */
export function stepAxis(ticks?: number): {
  readonly format: string;
  readonly tickCount: number | Expression;
  readonly labelOverlap: true;
} {
  const tickCount = ticks ?? { expr: "ceil(width / 80)" };
  return { format: ",~f", tickCount, labelOverlap: true };
}

/** A place in pixels, from the left or from the top; such a chart has no axes. */
export function inPixels(field: string): {
  readonly field: string;
  readonly type: "quantitative";
  readonly axis: null;
  readonly scale: null;
} {
  return { field, type: "quantitative", axis: null, scale: null };
}

/** The horizontal place of a step, in charts that zoom together. */
export function alongSteps(ticks?: number): {
  readonly field: "step";
  readonly type: "quantitative";
  readonly title: string;
  readonly axis: ReturnType<typeof stepAxis>;
  readonly scale: { readonly nice: false; readonly zero: false } & ReturnType<typeof zoomed>;
} {
  return {
    field: "step",
    type: "quantitative",
    title: STEP.title,
    axis: stepAxis(ticks),
    scale: { nice: false, zero: false, ...zoomed("x") },
  };
}

/** A sentence with the final values of the lines of a chart, for readers who cannot see them. */
export function describeEnds(
  what: string,
  ends: readonly { variant: string; mean: number }[],
): string {
  const most = 12;
  const shown = ends.slice(0, most)
    .map(({ variant, mean }) => `${variant} ${Number(mean.toPrecision(4))}`);
  if (ends.length > most) shown.push(`and ${ends.length - most} more`);
  return `${what}, last means over seeds: ${shown.join("; ")}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
