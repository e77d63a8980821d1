/**
 * Tables whose heads sort them: the buttons are put into the heads where scripts run. A press sorts
 * upwards, the next downwards, the third restores the order of the page. If a page changes while it
 * is open, tables are restored to their served order and heads during the change, and are then
 * sorted again.
 */
import { create } from "./chart.ts";
import { orderOf } from "./table_order.ts";

/** The heads that sort, and which of them had the focus when they were last removed. */
export class TableSorts {
  #isShown = false;
  #focused: HTMLElement | null = null;

  /** Turns the heads of all sortable tables into buttons, and sorts those that were sorted. */
  show(): void {
    if (this.#isShown) return;
    this.#isShown = true;
    for (const table of sortable()) {
      [...table.tBodies[0]!.rows].forEach((row, at) => row.dataset["at"] = String(at));
      for (const head of headsOf(table)) makeButton(head);
    }
    this.#focused?.querySelector<HTMLElement>(".sort")?.focus({ preventScroll: true });
    this.#focused = null;
  }

  /** Removes the buttons and restores the order of the page, until they are shown again. */
  hide(): void {
    this.#isShown = false;
    this.#focused = document.activeElement?.closest<HTMLElement>("th") ?? null;
    for (const table of sortable()) {
      // Moving rows takes the focus away from what is in them.
      const isSorted = headsOf(table).some((head) => head.ariaSort !== null);
      if (isSorted) table.tBodies[0]!.replaceChildren(...servedRows(table));
      for (const head of headsOf(table)) {
        const button = head.querySelector(":scope > .sort");
        button?.replaceWith(...button.childNodes);
      }
    }
  }
}

function makeButton(head: HTMLTableCellElement): void {
  const button = create("button", { type: "button", className: "sort" });
  button.append(...head.childNodes);
  head.append(button);
  if (head.ariaSort !== null) sortBy(head, head.ariaSort as Direction);
}

function sortable(): NodeListOf<HTMLTableElement> {
  return document.querySelectorAll<HTMLTableElement>("table[data-sorts]");
}

function headsOf({ tHead }: HTMLTableElement): HTMLTableCellElement[] {
  return [...tHead!.rows[0]!.cells].filter(({ classList }) => !classList.contains("files"));
}

/** The rows in the order of the page. */
function servedRows(table: HTMLTableElement): HTMLTableRowElement[] {
  return [...table.tBodies[0]!.rows]
    .toSorted((a, b) => Number(a.dataset["at"]) - Number(b.dataset["at"]));
}

type Direction = "ascending" | "descending";

/** Sorts a table by the column of a button in its head. */
export function sortTable(button: HTMLElement): void {
  const head = button.closest("th")!;
  const table = head.closest("table")!;
  const direction = NEXT[head.ariaSort ?? "none"];
  for (const other of table.tHead!.rows[0]!.cells) other.removeAttribute("aria-sort");
  if (direction === undefined) return table.tBodies[0]!.replaceChildren(...servedRows(table));
  head.ariaSort = direction;
  sortBy(head, direction);
}

function sortBy(head: HTMLTableCellElement, direction: Direction): void {
  const table = head.closest("table")!;
  // Equal rows keep the order of the page.
  const rows = servedRows(table);
  const texts = rows.map((row) => row.cells[head.cellIndex]?.textContent ?? "");
  const isNumber = head.classList.contains("number");
  const order = orderOf(texts, isNumber, direction);
  table.tBodies[0]!.replaceChildren(...order.map((at) => rows[at]!));
}

/** The order after a press, by the order before. */
const NEXT: Readonly<Record<string, Direction | undefined>> = {
  none: "ascending",
  ascending: "descending",
};
