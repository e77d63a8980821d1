/**
 * The tables behind charts, and their rows as CSV: the data of a chart, made when the reader asks
 * for it.
 */
import type { ChartOffers } from "@samebit/plotting";
import { type Chart, create, madeOf, type Row, rowsOf } from "./chart.ts";
import { shortNumber } from "./numbers.ts";

/** Rows of a table at most; the CSV has all. */
const MOST_ROWS = 500;

type Table = ChartOffers["tables"][number] & { readonly rows: readonly Row[] };

/** The tables of a chart, as its spec names them. */
function tablesOf(chart: Chart): Table[] {
  const rows = rowsOf(chart);
  return madeOf(chart).usermeta.tables.map((table) => ({ ...table, rows: rows[table.data] ?? [] }));
}

/** Fills the part behind a chart that the reader has opened. */
export function fillTables(details: Element, chart: Chart): void {
  const place = details.querySelector(".tables");
  if (!place || place.childElementCount > 0) return;
  place.append(...tablesOf(chart).map(createTable));
}

/** Refills the part behind a chart if it is open, otherwise when it is opened. */
export function renewTables(chart: Chart): void {
  const details = document.querySelector<HTMLDetailsElement>(`.behind[data-chart="${chart.id}"]`);
  details?.querySelector(".tables")?.replaceChildren();
  if (details?.open) fillTables(details, chart);
}

function createTable({ caption, columns, rows }: Table): HTMLElement {
  const box = create("div", { className: "table", tabIndex: 0, role: "region" });
  box.ariaLabel = caption;
  const table = create("table");
  const left = rows.length - MOST_ROWS;
  const more = left > 0 ? ` (the first ${MOST_ROWS} of ${rows.length} rows)` : "";
  const title = create("caption");
  title.append(create("span", { textContent: caption + more }));
  table.append(title);
  const isNumber = ([name]: readonly [string, string]) =>
    rows.some((row) => typeof row[name] === "number");
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const className = isNumber(column) ? "number" : "";
    head.append(create("th", { scope: "col", textContent: column[1], className }));
  }
  const body = table.createTBody();
  for (const row of rows.slice(0, MOST_ROWS)) {
    const line = body.insertRow();
    for (const [name] of columns) {
      const cell = line.insertCell();
      const value = row[name];
      if (typeof value === "number") cell.className = "number";
      cell.append(create("bdi", { textContent: textOf(value) }));
    }
  }
  box.append(table);
  return box;
}

function textOf(value: Row[string]): string {
  if (value === null) return "not finite";
  return typeof value === "number" ? shortNumber(value) : String(value ?? "");
}

/** Whether a spreadsheet would evaluate a text; numbers are left alone, as in `escapeFormula`. */
export function isFormula(text: string): boolean {
  return !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) &&
    /^[\s\p{Cc}\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text);
}

/** All tables of a chart one after another, with all digits; a text that is a formula is quoted. */
export function csvOf(chart: Chart): string {
  const quote = (value: Row[string]) => {
    if (typeof value === "number") return String(value);
    const text = isFormula(String(value)) ? `'${value}` : String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return tablesOf(chart).map(({ columns, rows }) =>
    [columns.map(([name]) => name), ...rows.map((row) => columns.map(([name]) => row[name]))]
      .map((line) => line.map(quote).join(",")).join("\n") + "\n"
  ).join("\n");
}
