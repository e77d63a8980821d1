/**
 * The separator of a table's fields: detected where it is not given, and guessed once a table could
 * not be read.
 *
 * @module
 */
import type { Delimiter } from "./options.ts";

/** A delimiter that is known. */
export type KnownDelimiter = Exclude<Delimiter, "detect">;

/** The character of each delimiter. */
export const DELIMITERS: Readonly<Record<KnownDelimiter, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
};

/**
 * The delimiter of a text, from the first line that has one of the three outside quotes: a comma if
 * it has one, otherwise a semicolon if it has one, otherwise a tab; a comma if no line has any.
 * Blank lines are skipped.
 */
export function detectDelimiter(text: string): KnownDelimiter {
  let isQuoted = false;
  let start = 0;
  const found = new Set<string>();
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted && sign !== undefined) continue;
    else if (sign === "\n" || sign === undefined) {
      if (found.size > 0 && text.slice(start, at).trim() !== "") break;
      found.clear();
      start = at + 1;
    } else if (sign === "," || sign === ";" || sign === "\t") found.add(sign);
  }
  return found.has(",") || found.size === 0 ? "comma" : found.has(";") ? "semicolon" : "tab";
}

const SEPARATORS = [[";", '";"'], ["\t", "tabs"], ["|", '"|"'], [" ", "blanks"]] as const;

/** Enough lines to decide. */
const MOST_LINES = 100;

/** As much of a text as surely contains that many lines, unless they are very long. */
const MOST_SIGNS = 200_000;

/**
 * What is wrong with the separators of a text that was read with `delimiter`, and what to set or
 * write; undefined if nothing seems wrong.
 */
export function describeSeparator(text: string, delimiter: KnownDelimiter): string | undefined {
  const lines = text.slice(0, MOST_SIGNS).split("\n").map((line) => line.trim())
    .filter((line) => line !== "").slice(0, MOST_LINES);
  for (const [separator, name] of SEPARATORS) {
    if (separator === DELIMITERS[delimiter]) continue;
    const rows = lines.map((line) => split(line, separator));
    const width = rows[0]?.length ?? 0;
    const data = rows.length > 1 ? rows.slice(1) : rows;
    if (width < 2 || rows.some(({ length }) => length !== width) || !data.every(isRow)) continue;
    const decimals = data.some((row) => row.some((field) => DECIMAL_COMMA.test(field)));
    return `its lines seem to be separated by ${name}${decimals ? ", with decimal commas" : ""}; ` +
      remedyOf(separator, decimals, data[0]!);
  }
  return undefined;
}

function remedyOf(separator: string, decimals: boolean, first: readonly string[]): string {
  const known = Object.entries(DELIMITERS).find(([, sign]) => sign === separator)?.[0];
  if (known !== undefined) {
    return `set delimiter "${known}"${decimals ? ' and decimal "comma"' : ""}`;
  }
  const rewritten = first.map((field) => field.replace(DECIMAL_COMMA, "$1.$2")).join(",");
  return `wanted commas between fields${decimals ? " and decimal points" : ""}, such as ` +
    JSON.stringify(rewritten.slice(0, 80));
}

function split(line: string, separator: string): string[] {
  return line.split(separator === " " ? / +/ : separator).map((field) => field.trim());
}

const DECIMAL_COMMA = /^([+-]?\d*),(\d+(?:[eE][+-]?\d+)?)$/;
const NUMBER_OF_ANY_STYLE = /^[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d+)?$/;

/** Numbers, but for one label at most. */
function isRow(fields: readonly string[]): boolean {
  const numbers = fields.filter((field) => NUMBER_OF_ANY_STYLE.test(field)).length;
  return numbers >= 1 && numbers >= fields.length - 1;
}
