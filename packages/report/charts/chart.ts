/**
 * What all charts share: the rows they are drawn from, and the parts of a Vega-Lite spec that make
 * them one family. A chart is a pure function from rows to a spec; it knows no page and no file,
 * and its spec carries its data.
 */
import type { TopLevelParameter } from "vega-lite/types_unstable/spec/toplevel.d.ts";
import type { MetricName } from "@samebit/runlog";
import type { EpochLog, StepLog } from "../read_experiment.ts";
import type { Palette } from "./palette.ts";

/** One run, as charts see it. */
export interface ChartRun {
  /** The label of its variant. */
  readonly variant: string;
  /** Its root seed. */
  readonly seed: number;
  /** Its updates. */
  readonly steps: StepLog;
  /** Its evaluations. */
  readonly epochs: EpochLog;
  /** Its final metrics; none as long as it is not whole. */
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
}

/** All runs by variant, in the order of the palette; variants without runs are left out. */
export function runsByVariant(
  runs: readonly ChartRun[],
  { domain }: Palette,
): readonly (readonly [variant: string, runs: readonly ChartRun[]])[] {
  return domain
    .map((variant) => [variant, runs.filter((run) => run.variant === variant)] as const)
    .filter(([, own]) => own.length > 0);
}

/** What every spec begins with. */
export const FRAME = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  width: "container",
  background: "transparent",
} as const;

/** A title with a subtitle in lines that a phone can show. */
export function titleOf(text: string, subtitle: string) {
  return { text, subtitle: wrap(subtitle, 44), anchor: "start", frame: "bounds" } as const;
}

/** The colour of a variant, with a legend. */
export function colourBy({ domain, range }: Palette) {
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
  } as const;
}

/** The dashes of variants beyond the palette's colours; nothing where the colours suffice. */
export function dashesBy({ domain, dashes }: Palette) {
  if (dashes.every((dash) => dash.length === 0)) return {};
  const scale = { domain, range: dashes };
  return { strokeDash: { field: "variant", type: "nominal", title: null, scale } } as const;
}

/** A click in the legend leaves only that variant clear; Shift adds, a double click shows all. */
export function legendClick() {
  return {
    name: "clicked",
    select: { type: "point", fields: ["variant"] },
    bind: "legend",
  } satisfies TopLevelParameter;
}

/** `shown` for the clicked variants, nearly nothing for others. */
export function opacityOf(shown: number) {
  return { condition: { param: "clicked", value: shown }, value: shown * 0.12 } as const;
}

/** Whether values are positive and so far apart that a linear axis would hide the small ones. */
export function spanDecades(values: readonly number[]): boolean {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  return low > 0 && high > 20 * low;
}

/** A sentence that says what the lines of a chart end at, for who cannot see them. */
export function describeEnds(what: string, ends: readonly { variant: string; mean: number }[]) {
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
