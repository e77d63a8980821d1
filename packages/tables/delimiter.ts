/**
 * Says what a table is separated by where that is not a comma. Looked at only once a table could not
 * be read, so that no table that can be read is ever doubted.
 *
 * @module
 */

const SEPARATORS = [[";", '";"'], ["\t", "tabs"], ["|", '"|"'], [" ", "blanks"]] as const;

/** Enough lines to tell. */
const MOST_LINES = 100;

/** What is wrong with the separators of a text, and what to write; undefined where nothing seems to be. */
export function describeSeparator(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "")
    .slice(0, MOST_LINES);
  for (const [separator, name] of SEPARATORS) {
    const rows = lines.map((line) => split(line, separator));
    const width = rows[0]?.length ?? 0;
    const data = rows.length > 1 ? rows.slice(1) : rows;
    if (width < 2 || rows.some(({ length }) => length !== width) || !data.every(isRow)) continue;
    const decimals = data.some((row) => row.some((field) => DECIMAL_COMMA.test(field)));
    const rewritten = data[0]!.map((field) => field.replace(DECIMAL_COMMA, "$1.$2")).join(",");
    return `its lines seem to be separated by ${name}${decimals ? ", with decimal commas" : ""}; ` +
      `wanted commas between fields${decimals ? " and decimal points" : ""}, such as ` +
      JSON.stringify(rewritten.slice(0, 80));
  }
  return undefined;
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
