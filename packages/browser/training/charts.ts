/** The charts of the page, as the program that draws them lends them to the one that trains. */
import type { Row } from "../chart.ts";
import type { enlarge } from "../enlarge.ts";

/** What `main.ts` offers. */
export interface SharedCharts {
  /** Shows a chart with these rows; its scale is logarithmic first where `log` says so. */
  fill(id: string, rows: Readonly<Record<string, readonly Row[]>>, log?: boolean): void;
  /** The rows of a chart by the names of its data sets; none where there is no such chart. */
  rows(id: string): Readonly<Record<string, readonly Row[]>>;
  /** Shows pictures one by one, larger. */
  readonly enlarge: typeof enlarge;
}

/** The charts of the page. */
export function charts(): SharedCharts {
  return (globalThis as unknown as { samebitCharts: SharedCharts }).samebitCharts;
}

/** What has no place in a chart is null, as where the page was made. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Draws again and again while there is something new, at most one drawing at a time. */
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
