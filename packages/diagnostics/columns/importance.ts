/**
 * Which columns of a table a network needs: by how much its figure gets worse if the values of one
 * are permuted, the most important first. What cannot be told from nothing is drawn hollow.
 */
import { type ChartSpec, colourBy, frame, type Palette, shown, tipNumber } from "@samebit/plotting";
import { figureOf, inSentence } from "@samebit/runlog";
import { summarize, type Summary } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";
import type { ColumnImportance, VariantImportance } from "../logs/column_importance.ts";

/** Columns drawn at most; all are in the table. */
const MOST_COLUMNS = 30;

/** Columns named in a sentence at most. */
const MOST_NAMED = 6;

/** The importance of each column, by variant. */
export function columnImportanceChart(found: ColumnImportance, palette: Palette): ChartSpec {
  const { variants, left } = found;
  const [falls, worse] = changeOf(found);
  const best = variants[found.first]!;
  const ranked = rankColumns(variants);
  const drawn = ranked.slice(0, MOST_COLUMNS);
  const rows = variants.flatMap((each) => rowsOf(each, ranked));
  const note = noteOfLeft(variants.length, left);
  const untold = sayUntold(best, rows);
  const change = `By how much the ${worse} ${falls}s if the values of a column are permuted.`;
  return {
    ...frame({
      title: "Which columns matter",
      note: [
        change,
        explainMarks(found),
        "Columns that say much the same can do without each other, and all look unimportant.",
        ...(untold === "" ? [] : [untold]),
        ...(drawn.length < ranked.length
          ? [`The first ${MOST_COLUMNS} columns of ${ranked.length}; all are in the table.`]
          : []),
      ].join(" ") + note,
      description: `Dot plot of the importance of columns by variant; most important: ` +
        `${drawn.slice(0, 3).join(", ")}. ${untold}`.trimEnd(),
      height: drawn.length * Math.max(20, 11 * variants.length),
      tables: [{
        data: "importances",
        caption:
          `By how much the ${worse} ${falls}s if the values of a column are permuted.${note}`,
        columns: [
          ["variant", "Variant"],
          ["column", "Column"],
          ["mean", "Importance"],
          ["low", "From"],
          ["high", "To"],
          ["differs", "Differs from 0"],
        ],
        rows: rows.map((row) => ({
          ...row,
          place: palette.domain.indexOf(row.variant),
          rank: ranked.indexOf(row.column),
        })),
      }],
    }),
    layer: layersOf(found, palette, drawn),
  } as ChartSpec;
}

/** The zero, and for each column and variant an interval and a dot. */
function layersOf(found: ColumnImportance, palette: Palette, drawn: readonly string[]) {
  const [falls, worse] = changeOf(found);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title: `${falls === "fall" ? "Fall" : "Rise"} of the ${worse}`,
    axis: { tickCount: 5 },
  } as const);
  const encoding = {
    y: {
      field: "column",
      type: "nominal",
      title: null,
      scale: { domain: [...drawn] },
      axis: { labelLimit: 170, ticks: false, domain: false, grid: true },
    },
    ...(found.variants.length > 1 && {
      // By numbers and sorted by them, else labels would be written into expressions.
      yOffset: {
        field: "place",
        type: "ordinal",
        sort: "ascending",
        scale: { domain: palette.domain.map((_, place) => place) },
      },
    }),
    color: colourBy(palette),
    tooltip: [
      { field: "variant", title: "Variant" },
      { field: "column", title: "Column" },
      tipNumber("mean", "Importance"),
      tipNumber("low", "Interval from"),
      tipNumber("high", "Interval to"),
      { field: "differs", title: "Differs from 0" },
    ],
  };
  const of = (mark: object, field: string, more: object = {}, filter?: string) => ({
    data: { name: "importances" },
    transform: [
      ...shown(),
      { filter: `datum.rank < ${MOST_COLUMNS}` },
      ...(filter === undefined ? [] : [{ filter }]),
    ],
    mark,
    encoding: { ...encoding, x: x(field), ...more },
  });
  return [
    {
      data: { values: [{ mean: 0 }] },
      mark: { type: "rule", color: "#888888", strokeDash: [4, 4] },
      encoding: { x: x("mean") },
    },
    of({ type: "rule", strokeWidth: 2, opacity: 0.5 }, "low", { x2: { field: "high" } }),
    of({ type: "point", filled: true, size: 70 }, "mean", {}, "datum.differs !== 'no'"),
    of(
      { type: "point", filled: false, size: 60, strokeWidth: 2 },
      "mean",
      {},
      "datum.differs === 'no'",
    ),
  ];
}

/** What a figure does as it gets worse, and which figure. */
function changeOf({ figure, isTest }: ColumnImportance): ["fall" | "rise", string] {
  const { title, better } = figureOf(figure);
  const split = isTest ? "test" : "validation";
  return [better === "higher" ? "fall" : "rise", `${split} ${inSentence(title)}`];
}

/** Columns by their mean importance over the variants that have them. */
function rankColumns(variants: readonly VariantImportance[]): readonly string[] {
  const means = [...new Set(variants.flatMap(columnsOf))].map((name) => {
    const own = variants.filter((each) => columnsOf(each).includes(name));
    return { name, ...summarize(own.map((each) => summaryOf(each, name).mean)) };
  });
  return means.toSorted((a, b) => b.mean - a.mean).map(({ name }) => name);
}

function columnsOf({ runs }: VariantImportance): readonly string[] {
  return [...runs[0]!.columns.keys()];
}

/** The importance of a column over the seeds; of a single seed over the repeats. */
function summaryOf({ runs }: VariantImportance, name: string): Summary {
  const [first, ...others] = runs.map(({ columns }) => columns.get(name)!);
  return others.length === 0 ? first! : summarize([first!, ...others].map(({ mean }) => mean));
}

function rowsOf(each: VariantImportance, ranked: readonly string[]) {
  const own = new Set(columnsOf(each));
  const short = (value: number) => Number(value.toPrecision(5));
  return ranked.filter((name) => own.has(name)).map((column) => {
    const { mean, interval } = summaryOf(each, column);
    const [low, high] = interval ?? [mean, mean];
    const differs = interval === undefined ? "–" : low > 0 || high < 0 ? "yes" : "no";
    return {
      variant: each.variant,
      column,
      mean: short(mean),
      low: short(low),
      high: short(high),
      differs,
    };
  });
}

function explainMarks({ variants, repeats }: ColumnImportance): string {
  const times = repeats === 1 ? "one permutation" : `${repeats} permutations`;
  if (variants.some(({ runs }) => runs.length > 1)) {
    return `Dot: mean over seeds, of ${times} each. Bar: 95 % interval of the mean over seeds; ` +
      "hollow: it includes 0.";
  }
  return repeats === 1
    ? "Dot: one permutation of one seed."
    : `Dot: mean of ${times} of one seed. Bar: 95 % interval of the mean over them, which knows ` +
      "nothing of other seeds; hollow: it includes 0.";
}

/** Which columns cannot be told from nothing. */
function sayUntold({ variant }: VariantImportance, rows: ReturnType<typeof rowsOf>): string {
  const own = rows.filter((row) => row.variant === variant);
  const untold = own.filter(({ differs }) => differs === "no").map(({ column }) => column);
  if (untold.length === 0) return "";
  const named = untold.slice(0, MOST_NAMED).join(", ") +
    (untold.length > MOST_NAMED ? ", ..." : "");
  return `Cannot be told from 0 for ${variant}: ${named} (${untold.length} of ${own.length} columns).`;
}
