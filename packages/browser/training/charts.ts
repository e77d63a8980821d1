/** The charts of the page, shared by the program that draws them with the one that trains. */
import type { Row } from "../chart.ts";
import type { enlarge } from "../enlarge.ts";

/** What `main.ts` offers. */
export interface SharedCharts {
  /** Shows a chart with these rows; its scale is logarithmic at first if `log` is set. */
  fill(id: string, rows: Readonly<Record<string, readonly Row[]>>, log?: boolean): void;
  /** The rows of a chart by the names of its data sets; none if there is no such chart. */
  rows(id: string): Readonly<Record<string, readonly Row[]>>;
  /** Shows pictures one by one, larger. */
  readonly enlarge: typeof enlarge;
}

/** The charts of the page. */
export function charts(): SharedCharts {
  return (globalThis as unknown as { samebitCharts: SharedCharts }).samebitCharts;
}

/** Values that cannot be drawn are null, as where the page was made. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Keeps redrawing while there is something new, one drawing at a time. */
export function createPainter(paint: () => void): () => void {
  let drawing = false;
  let waiting = false;
  return async () => {
    if (drawing) return void (waiting = true);
    drawing = true;
    do {
      waiting = false;
      paint();
      await new Promise((resolve) => setTimeout(resolve, 50));
    } while (waiting);
    drawing = false;
  };
}
