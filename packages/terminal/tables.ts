/**
 * How tables look in the terminal: no frames, so that lines can be copied and searched.
 *
 * @module
 */
import Table from "cli-table3";
import { spellLines, type Terminal } from "./terminal.ts";

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

/** A table as lines of text: bold heads, columns two blanks apart, no blanks at a line's end. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  terminal: Pick<Terminal, "bold">,
): string {
  const table = new Table({ head: head.map(terminal.bold), ...STYLE });
  for (const row of rows) table.push(row.map(spellValue));
  return table.toString().replaceAll(/ +$/gm, "");
}

/** A cell is one line, whoever wrote it; the styles of commands stay. */
function spellValue(value: string | number): string | number {
  return typeof value === "number" ? value : spellLines(value).replaceAll("\n", "\\n");
}
