/**
 * The tooltip of all charts: one element of the page, beside the pointer and never outside the
 * window. It disappears when the page is scrolled, since its mark moves away.
 */
import { create } from "./chart.ts";

/** A row of a tooltip. */
export interface TipRow {
  /** What the number is. */
  readonly name: string;
  /** The number as it is shown. */
  readonly value: string;
  /** The colour of its line. */
  readonly colour?: string | undefined;
}

/** Shows the tooltip of a mark, in Vega's form; null hides it. */
export function showTip(event: MouseEvent, value: unknown): void {
  if (typeof value !== "object" || value === null) return hideTip();
  const rows = Object.entries(value).map(([name, each]) => ({ name, value: String(each) }));
  showRows(event, undefined, rows);
}

/** Shows rows below a heading beside the pointer. */
export function showRows(
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  heading: string | undefined,
  rows: readonly TipRow[],
): void {
  const tip = tipElement();
  tip.replaceChildren();
  if (heading !== undefined) tip.append(create("b", { textContent: heading }));
  const table = create("table");
  for (const { name, value, colour } of rows) {
    const line = table.insertRow();
    const head = create("th");
    if (colour !== undefined) {
      const swatch = create("i");
      swatch.style.background = colour;
      head.append(swatch);
    }
    head.append(create("bdi", { textContent: name }));
    line.append(head);
    const cell = line.insertCell();
    // A picture in a chart is shown larger.
    if (/^data:image\/[a-z]+;base64,/.test(value)) {
      cell.append(create("img", { src: value, alt: "" }));
    } else cell.append(create("bdi", { textContent: value }));
  }
  tip.append(table);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const place = (at: number, size: number, room: number) =>
    Math.max(4, at + 14 + size > room ? Math.min(at - 14 - size, room - size - 4) : at + 14);
  tip.style.left = `${place(clientX, width, innerWidth)}px`;
  tip.style.top = `${place(clientY, height, innerHeight)}px`;
}

/** Takes the tooltip away. */
export function hideTip(): void {
  const tip = document.getElementById("chart-tip");
  if (tip) tip.hidden = true;
}

function tipElement(): HTMLElement {
  const found = document.getElementById("chart-tip");
  if (found) return found;
  const tip = create("div", { id: "chart-tip", hidden: true, ariaHidden: "true" });
  document.body.append(tip);
  return tip;
}
