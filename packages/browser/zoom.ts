/**
 * The zoom that charts by step or epoch share, in epochs: set by the fields above the charts or by
 * dragging in one of them.
 */
import type { Chart, Ends } from "./chart.ts";
import { unitsPerEpoch } from "./line_rows.ts";
import type { Zoomed } from "./pointer.ts";
import type { Reader } from "./reader.ts";

/** The charts that zoom, as the zoom sees them. */
export interface Zooming {
  /** What the reader has set. */
  readonly reader: Reader;
  /** All charts. */
  all(): readonly Chart[];
  /** Shows everywhere what the reader has set. */
  applyAll(): void;
}

type Listen = <E extends HTMLElement>(
  kind: string,
  selector: string,
  react: (element: E) => void,
) => void;

const field = (name: string) => document.querySelector<HTMLInputElement>(`[data-zoom="${name}"]`);

/** Listens to the fields of the zoom. */
export function wireZoom(page: Zooming, on: Listen): void {
  on("click", '[data-zoom="reset"]', () => resetZoom(page));
  on("change", '[data-zoom="from"], [data-zoom="to"]', () => {
    const number = (name: string) => {
      const text = field(name)?.value ?? "";
      return text === "" ? null : Number(text);
    };
    const [from, to] = [number("from"), number("to")];
    if (from !== null && to !== null && from >= to) return;
    page.reader.epochs = [from, to];
    page.applyAll();
  });
}

/** Takes the rectangle that was dragged in a chart as the zoom. */
export function zoomTo(page: Zooming, chart: Chart, { across, down }: Zoomed): void {
  const perEpoch = unitsPerEpoch(chart, page.reader.clocks);
  if (perEpoch === undefined) chart.alone = across;
  else page.reader.epochs = across.map((end) => end! / perEpoch) as unknown as Ends;
  if (down) chart.range = down;
  showZoom(page);
  page.applyAll();
}

/** Shows all runs in full again. */
export function resetZoom(page: Zooming): void {
  for (const chart of page.all()) chart.alone = chart.range = undefined;
  page.reader.epochs = [null, null];
  showZoom(page);
  page.applyAll();
}

/** Shows in the fields where the zoom ends. */
export function showZoom({ reader: { epochs } }: Zooming): void {
  ["from", "to"].forEach((name, at) => {
    const input = field(name);
    const end = epochs[at] ?? null;
    if (input) input.value = end === null ? "" : String(Number(end.toPrecision(4)));
  });
}

/** Lets the reader undo the zoom where there is one. */
export function markZoom(page: Zooming): void {
  const zoomed = page.all().some((chart) => chart.alone || chart.range) ||
    page.reader.epochs.some((epoch) => epoch !== null);
  const reset = document.querySelector<HTMLButtonElement>('[data-zoom="reset"]');
  if (reset) reset.disabled = !zoomed;
}
