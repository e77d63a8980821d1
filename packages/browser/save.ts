/**
 * Charts as files: their rows as CSV, their Vega-Lite spec with its rows, and the complete chart
 * with title and legend as SVG or PNG, with the reader's settings.
 */
import type { PlainSpec } from "@samebit/plotting";
import type { View } from "vega";
import { type Chart, create, madeOf, rowsOf, withRows } from "./chart.ts";
import { drawnRows, drawnSpec, titleAlong } from "./line_rows.ts";
import { createView, layOut, withSignals } from "./draw.ts";
import type { Reader } from "./reader.ts";
import { csvOf } from "./tables.ts";

/** Saves a chart as a file of that kind: csv, spec, svg or png. */
export async function save(kind: string, chart: Chart, reader: Reader): Promise<void> {
  const name = chart.id;
  if (kind === "csv") return offer(`${name}.csv`, csvOf(chart), "text/csv");
  if (kind === "spec") {
    const { source, usermeta } = madeOf(chart);
    const whole = { ...source, usermeta, datasets: rowsOf(chart) };
    return offer(`${name}.vl.json`, JSON.stringify(whole, null, 2) + "\n", "application/json");
  }
  const view = createWhole(chart, reader);
  if (kind === "svg") return offer(`${name}.svg`, await view.toSVG(), "image/svg+xml");
  const canvas = await view.toCanvas(3);
  (canvas as unknown as HTMLCanvasElement).toBlob((blob) =>
    blob && offer(`${name}.png`, blob, "image/png")
  );
}

function createWhole(chart: Chart, reader: Reader): View {
  const { file, usermeta: { multiples } } = madeOf(chart);
  const width = Math.max(320, chart.box.clientWidth);
  const { columns, width: child_width } = layOut(multiples?.count ?? 1, width);
  const spec = { ...drawnSpec(chart), ...titled(file, chart), background: "white", padding: 16 };
  const signals = { ...reader.signalsOf(chart), ...(multiples && { columns, child_width }) };
  return createView(
    withRows(withWidth(withSignals(spec, signals), width), drawnRows(chart, reader.clocks)),
  );
}

/** What a file has besides the spec, including its title with what the axis counts. */
function titled(file: PlainSpec, chart: Chart): PlainSpec {
  const { text, ...title } = file["title"] as PlainSpec;
  return { ...file, title: { ...title, text: titleAlong(String(text), chart) } };
}

/** A spec with this width instead of the width of its box. */
function withWidth(spec: Record<string, unknown>, width: number): Record<string, unknown> {
  const signals = (spec["signals"] ?? []) as { name: string; init?: unknown }[];
  return {
    ...spec,
    signals: signals.map((each) =>
      each.name === "width" && each.init !== undefined ? { name: "width", value: width } : each
    ),
  };
}

function offer(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  create("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
