/**
 * Tables in the terminal: without frames, so that lines can be copied and searched.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import { escapeLines, type Terminal } from "./terminal.ts";

const STYLE = {
  chars: {
    "top": "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    "bottom": "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    "left": "",
    "left-mid": "",
    "mid": "",
    "mid-mid": "",
    "right": "",
    "right-mid": "",
    "middle": "  ",
  },
  style: { "head": [], "border": [], "padding-left": 0, "padding-right": 0 },
};

/** The spaces between two columns. */
const GAP = STYLE.chars.middle.length;

/** The narrowest a column can be and stay readable. */
const NARROWEST = 10;

/**
 * A table as lines of text: bold heads, columns two spaces apart, no trailing spaces. In a
 * terminal, lines that would be too long are shortened: the widest columns end with an ellipsis.
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  terminal: Pick<Terminal, "bold" | "columns">,
): string {
  const cells = rows.map((row) => row.map(escapeValue));
  const heads = head.map(terminal.bold);
  const widths = widthsWithin(terminal.columns, [heads, ...cells]);
  const table = new Table({ head: heads, ...STYLE, ...(widths && { colWidths: widths }) });
  for (const row of cells) table.push(row);
  return table.toString().replaceAll(/ +$/gm, "");
}

/**
 * The width of each column so that lines have at most that many characters; undefined if they
 * already do.
 */
function widthsWithin(
  most: number | undefined,
  rows: readonly (readonly (string | number)[])[],
): number[] | undefined {
  if (most === undefined) return undefined;
  const count = rows.reduce((columns, row) => Math.max(columns, row.length), 0);
  const widths = Array.from(
    { length: count },
    (_, at) => rows.reduce((width, row) => Math.max(width, lengthOf(row[at] ?? "")), 0),
  );
  let over = widths.reduce((sum, width) => sum + width, 0) + GAP * (count - 1) - most;
  if (over <= 0) return undefined;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)]!--;
    over--;
  }
  return widths;
}

function lengthOf(cell: string | number): number {
  return stripVTControlCharacters(String(cell)).length;
}

/** Makes a cell one line, wherever its text is from; the styles of commands stay. */
function escapeValue(value: string | number): string | number {
  return typeof value === "number" ? value : escapeLines(value).replaceAll("\n", "\\n");
}
