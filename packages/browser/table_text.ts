/** Tables as texts for other programs: LaTeX, Markdown and CSV. Independent of any page. */
import { isFormula } from "./tables.ts";

/** A table as it is read: the names of its columns, and a row for each line. */
export interface PlainTable {
  /** What it is about. */
  readonly caption: string;
  /** The titles of the columns, and whether they hold numbers. */
  readonly head: readonly { readonly text: string; readonly isNumber: boolean }[];
  /** The text of every cell. */
  readonly rows: readonly (readonly string[])[];
}

/** The kinds of text that a table can be copied as, by the name of their buttons. */
export const TABLE_TEXTS: Readonly<Record<string, (table: PlainTable) => string>> = {
  latex: latexTable,
  markdown: markdownTable,
  csv: csvTable,
};

/** What LaTeX would obey, or has no sign for in text. */
const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "±": "$\\pm$",
  "−": "$-$",
  "×": "$\\times$",
  "≥": "$\\geq$",
  "≤": "$\\leq$",
};

function latexTable({ caption, head, rows }: PlainTable): string {
  const spell = (text: string) =>
    text.replace(/[\\~^±−×≥≤&%$#_{}]/g, (sign) => LATEX[sign] ?? `\\${sign}`);
  const line = (cells: readonly string[]) => `${cells.map(spell).join(" & ")} \\\\`;
  return [
    `% ${caption}`,
    `\\begin{tabular}{${head.map(({ isNumber }) => isNumber ? "r" : "l").join("")}}`,
    "\\hline",
    line(head.map(({ text }) => text)),
    "\\hline",
    ...rows.map(line),
    "\\hline",
    "\\end{tabular}",
    "",
  ].join("\n");
}

function markdownTable({ head, rows }: PlainTable): string {
  const spell = (text: string) => text.replace(/[\\|<*_`[\]]/g, "\\$&");
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head.map(({ text }) => spell(text))),
    line(head.map(({ isNumber }) => isNumber ? "---:" : "---")),
    ...rows.map((row) => line(row.map(spell))),
    "",
  ].join("\n");
}

function csvTable({ head, rows }: PlainTable): string {
  const spell = (cell: string) => {
    const text = cell.replaceAll("−", "-");
    const plain = isFormula(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return [head.map(({ text }) => text), ...rows]
    .map((row) => row.map(spell).join(",") + "\n").join("");
}
