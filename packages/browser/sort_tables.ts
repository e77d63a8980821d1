/**
 * Tables whose heads sort them: the buttons are put into the heads where scripts run. A press sorts
 * upwards, the next downwards, the third gives the order of the page back. A page that changes while
 * it is open puts rows where they belong, so its tables stay as they are.
 */
import { create } from "./chart.ts";
import { orderOf } from "./table_order.ts";

/** Makes buttons of the heads of all tables that can be sorted. */
export function showSorts(): void {
  if (document.getElementById("live")) return;
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sorts]")) {
    [...table.tBodies[0]!.rows].forEach((row, at) => row.dataset["at"] = String(at));
    for (const head of table.tHead!.rows[0]!.cells) {
      if (head.classList.contains("files")) continue;
      const button = create("button", { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
    }
  }
}

/** Sorts a table by the column of a button in its head. */
export function sortTable(button: HTMLElement): void {
  const head = button.closest("th")!;
  const table = head.closest("table")!;
  const body = table.tBodies[0]!;
  // The order of the page: rows that are equal stand in it.
  const rows = [...body.rows]
    .toSorted((a, b) => Number(a.dataset["at"]) - Number(b.dataset["at"]));
  const direction = NEXT[head.ariaSort ?? "none"];
  for (const other of table.tHead!.rows[0]!.cells) other.removeAttribute("aria-sort");
  if (direction === undefined) return body.replaceChildren(...rows);
  head.ariaSort = direction;
  const texts = rows.map((row) => row.cells[head.cellIndex]?.textContent ?? "");
  const isNumber = head.classList.contains("number");
  body.replaceChildren(...orderOf(texts, isNumber, direction).map((at) => rows[at]!));
}

/** What a press makes of each order. */
const NEXT: Readonly<Record<string, "ascending" | "descending" | undefined>> = {
  none: "ascending",
  ascending: "descending",
};
