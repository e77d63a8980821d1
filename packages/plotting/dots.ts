/**
 * Groups of seeds, one below another: every seed as a dot, the mean as a tick, the 95 % interval of
 * the mean as a bar. Used for variants, with a label at the left of each, and for the candidates of
 * a sweep, with columns of values above each. If there are many groups, the first are drawn; all
 * are in the tables.
 */
import { type Metric, titleWithUnit } from "@samebit/findings";
import { highest, summarize } from "@samebit/statistics";
import {
  describeEnds,
  frame,
  numberAxis,
  scaleOf,
  shareDomain,
  shown,
  tipNumber,
} from "./chart.ts";
import { spanDecades } from "./span_decades.ts";
import type { Palette } from "./palette.ts";
import { spread } from "./smooth.ts";
import type { ChartSpec } from "./spec.ts";

/** Dots of all groups together, about; each group has some. */
const ALL_DOTS = 3_000;
const LEAST_DOTS = 20;

/** Colours that the page gives its own. */
const TEXT = "#1b1f24";
const MUTED = "#59626d";

/** Groups drawn at most. */
export const MOST_GROUPS = 16;

/** A row of the chart. */
export interface DotGroup {
  /** Its name; names are unique. */
  readonly label: string;
  /** The variant that gives it its colour. */
  readonly variant: string;
  /** Its finite seeds; if others are not finite, there is no mean. */
  readonly dots: readonly { readonly seed: number; readonly value: number }[];
  /** Whether these are all its seeds. */
  readonly complete: boolean;
  /** The texts above its dots, one for each column. */
  readonly cells?: readonly string[];
  /** The same for the table. */
  readonly values?: readonly string[];
}

/** The texts around the dots. */
export interface DotFacts {
  /** The title. */
  readonly title: string;
  /** What is drawn how. */
  readonly note: string;
  /** The names of the columns above the dots; without them the label is at the left. */
  readonly columns?: readonly string[];
}

/** The groups in the given order. */
export function dotsAndIntervals(
  groups: readonly DotGroup[],
  { domain, range }: Palette,
  metric: Metric,
  { title, note, columns }: DotFacts,
): ChartSpec {
  const most = Math.max(LEAST_DOTS, Math.floor(ALL_DOTS / Math.max(1, groups.length)));
  const isThinned = groups.some(({ dots }) => dots.length > most);
  const kept = isThinned ? ` Of more than ${most} seeds as many are drawn, evenly by rank.` : "";
  const ranked = groups.filter(({ dots, complete }) => dots.length > 0 || !complete)
    .map(({ cells = [], values = [], ...group }, at) => ({
      ...group,
      rank: at + 1,
      ...fields("cell", cells),
      ...fields("value", values),
    }));
  const dots = ranked.flatMap(({ label, variant, rank, dots }) =>
    thinByRank(dots, most).map((dot) => ({ rank, label, variant, ...dot }))
  );
  const summaries = ranked.filter(({ complete }) => complete)
    .map(({ dots, complete: _, ...group }) => {
      const { n, mean, interval } = summarize(dots.map(({ value }) => value));
      const [low, high] = interval ?? [mean, mean];
      if (!metric.isShare) return { ...group, n, mean, low, high };
      // An interval of a share may reach beyond what a share can be.
      return { ...group, n, mean, low: Math.max(0, low), high: Math.min(1, high) };
    });
  const rows = Math.min(MOST_GROUPS, ranked.length);
  const rowHeight = columns ? 34 : rows > 12 ? 20 : 34;
  const isDrawn = ({ rank }: { rank: number }) => rank <= MOST_GROUPS;
  const broken = ranked.filter((row) => !row.complete && isDrawn(row))
    .map(({ label, variant, rank }) => ({ label, variant, rank, broken: "× a run diverged" }));
  const positive = !metric.isShare && spanDecades([
    ...dots.filter(isDrawn).map(({ value }) => value),
    ...summaries.filter(isDrawn).map(({ low }) => low),
  ]);
  const layout = columns && layOut(columns, groups);
  const x = {
    type: "quantitative",
    title: titleWithUnit(metric.title, metric.unit),
    scale: {
      ...scaleOf(positive ? "log" : "linear"),
      ...(metric.isShare && {
        domain: shareDomain([
          ...dots.filter(isDrawn).map(({ value }) => value),
          ...summaries.filter(isDrawn).flatMap(({ low, high }) => [low, high]),
        ]),
        nice: true,
      }),
      ...(layout && {
        range: [{ expr: `${layout.beside} ? ${layout.end + GAP} : 0` }, { expr: "width" }],
      }),
    },
    axis: numberAxis(metric.onAxis),
  } as const;
  const left = { labelLimit: 110, labelPadding: 10, ticks: false, domain: false, grid: true };
  const y = {
    field: "label",
    type: "nominal",
    title: null,
    // The order of the rows: labels in `sort` would be written into expressions.
    sort: null,
    axis: columns ? null : left,
  } as const;
  const down = layout ? { yOffset: { expr: `${layout.beside} ? 0 : 7` } } : {};
  const drawn = [
    ...(ranked.length > MOST_GROUPS ? [{ filter: `datum.rank <= ${MOST_GROUPS}` }] : []),
    ...shown(),
  ];
  const tooltip = [
    { field: "label", title: "Of" },
    tipNumber("mean", "Mean"),
    tipNumber("low", "Interval from"),
    tipNumber("high", "Interval to"),
    { field: "n", title: "Seeds" },
  ];
  const more = ranked.length - rows;
  return {
    ...frame({
      title,
      note: (more > 0 ? `${note} And ${more} more in the table.` : note) + kept,
      description: describeEnds(
        `Dot chart: ${title}`,
        summaries.map(({ label, mean }) => ({ variant: label, mean })),
      ),
      height: Math.max(1, rows) * rowHeight,
      tables: [
        {
          data: "summaries",
          caption: `${title}: mean and 95 % interval of the mean over seeds`,
          columns: [
            ...(columns ? [["rank", "Rank"] as const] : []),
            ...(columns?.map((name, at) => [`value${at}`, name] as const) ?? [["label", "Of"]]),
            ["n", "Seeds"],
            ["mean", "Mean"],
            ["low", "From"],
            ["high", "To"],
          ],
          rows: summaries,
        },
        {
          data: "seeds",
          caption: `${title}: ${isThinned ? "seeds." : "every seed"}${kept}`,
          columns: [["label", "Of"], ["seed", "Seed"], ["value", metric.title]],
          rows: dots,
        },
        ...(broken.length === 0 ? [] : [{
          data: "broken",
          caption: `${title}: of which a run diverged`,
          columns: [["label", "Of"], ["broken", "What"]] as const,
          rows: broken,
        }]),
      ],
      logSwitch: positive ? "x" : undefined,
    }),
    encoding: {
      y,
      color: { field: "variant", type: "nominal", scale: { domain, range }, legend: null },
    },
    layer: [
      {
        data: { name: "summaries" },
        transform: drawn,
        mark: { type: "rule", strokeWidth: 6, opacity: 0.3, ...down },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, tooltip },
      },
      {
        data: { name: "summaries" },
        transform: drawn,
        mark: { type: "tick", thickness: 2.5, size: rowHeight < 34 || columns ? 12 : 20, ...down },
        encoding: { x: { ...x, field: "mean" }, tooltip },
      },
      {
        data: { name: "seeds" },
        transform: drawn,
        mark: {
          type: "circle",
          size: 64,
          opacity: 0.9,
          stroke: "white",
          strokeWidth: 0.75,
          ...down,
        },
        encoding: {
          x: { ...x, field: "value" },
          tooltip: [
            { field: "label", title: "Of" },
            { field: "seed", title: "Seed" },
            tipNumber("value", metric.title),
          ],
        },
      },
      ...(broken.length === 0 ? [] : [{
        data: { name: "broken" },
        transform: drawn,
        mark: { type: "text", align: "right", dx: -4, fontSize: 11, ...down } as const,
        encoding: {
          x: { value: { expr: "width" } },
          color: { value: MUTED },
          text: { field: "broken", type: "nominal" } as const,
        },
      }]),
      ...(columns ? cellLayers(columns, layout!, drawn) : []),
    ],
  };
}

/** Texts as fields of a row. */
function fields(name: string, texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text, at) => [`${name}${at}`, text]));
}

/**
 * The widths of a character of a name, a character of a cell and the space between columns, in
 * pixels.
 */
const NAME_SIGN = 5.8;
const CELL_SIGN = 6.6;
const GAP = 10;

/** The widest cell in pixels. */
const WIDEST = 130;

/** The width that the dots need beside the columns, in pixels; with less they are below them. */
const LEAST_BESIDE = 360;

/** The positions of columns and dots, as Vega expressions of the width. */
interface Layout {
  /** Where each column begins and ends, if all have room. */
  readonly ends: readonly (readonly [begin: number, end: number])[];
  /** What a pixel of these is worth. */
  readonly scale: string;
  /** Whether the dots are beside the columns. */
  readonly beside: string;
  /** Where all columns end. */
  readonly end: number;
}

function layOut(columns: readonly string[], groups: readonly DotGroup[]): Layout {
  const ends: [number, number][] = [];
  let end = 0;
  columns.forEach((name, at) => {
    const signs = highest(groups.map(({ cells }) => cells?.[at]?.length ?? 0), 0);
    const wanted = Math.max(name.length * NAME_SIGN, signs * CELL_SIGN);
    ends.push([end, end += Math.round(Math.min(WIDEST, wanted) + GAP)]);
  });
  return { ends, scale: `min(1, width / ${end})`, beside: `width > ${end + LEAST_BESIDE}`, end };
}

/** The columns with their names on top. */
function cellLayers(columns: readonly string[], layout: Layout, transform: { filter: string }[]) {
  const { ends, scale, beside } = layout;
  return columns.flatMap((name, at) => {
    const [begin, end] = ends[at]!;
    const x = { value: { expr: `${begin} * ${scale}` } };
    const limit = { expr: `${end - begin - 4} * ${scale}` };
    const text = { type: "text", align: "left", limit } as const;
    return [
      {
        // As data: a value would be written into an expression.
        data: { values: [{ name }] },
        mark: { ...text, fontSize: 10 } as const,
        encoding: {
          x,
          y: { value: -8 },
          color: { value: MUTED },
          text: { field: "name", type: "nominal" } as const,
        },
      },
      {
        data: { name: "summaries" },
        transform,
        mark: { ...text, fontSize: 11, yOffset: { expr: `${beside} ? 0 : -8` } },
        encoding: {
          x,
          color: { value: TEXT },
          text: { field: `cell${at}`, type: "nominal" } as const,
        },
      },
    ];
  });
}

/** At most that many of the dots, from the lowest to the highest in even steps of rank. */
function thinByRank(dots: DotGroup["dots"], most: number): DotGroup["dots"] {
  if (dots.length <= most) return dots;
  const ranked = dots.toSorted((a, b) => a.value - b.value);
  return spread(ranked.length, most).map((at) => ranked[at]!);
}
