/**
 * The labels of a table and their classes, and the levels of a column of words. Not for numbers:
 * see `cells.ts`.
 *
 * @module
 */
import { escapeLabel, findSame } from "./alike_labels.ts";
import type { WordColumn } from "./cells.ts";
import { type CsvTable, placeInTable, quoteField } from "./table.ts";

/** Labels have 16 bits. */
const MAX_CLASSES = 65536;

/** More levels of one column would each be met by hardly any example. */
const MAX_LEVELS = 1000;

/** The result of reading the labels of a table. */
export interface ClassLabels {
  /** Class numbers, [rows]. */
  readonly labels: Uint16Array;
  /** The names of the classes, by class number; 2 to 65,536. */
  readonly classes: readonly string[];
}

/** Whole numbers in their only spelling, small enough to be exact. */
const INTEGER = /^(0|-?[1-9]\d{0,14})$/;

/**
 * The class numbers of the rows, and the names of the classes.
 *
 * @param column The labels.
 * @param label The index of the label's column.
 * @throws {SyntaxError} A label is not a class, or classes cannot be distinguished.
 * @throws {RangeError} There are fewer than 2 or more than 65,536 classes.
 */
export function parseLabels(table: CsvTable, column: WordColumn, label: number): ClassLabels {
  const keys = table.classes?.map((_, number) => String(number)) ??
    findClasses(table, column, label);
  const classes = table.classes ?? keys;
  if (classes.length < 2 || classes.length > MAX_CLASSES) {
    throw new RangeError(
      `Cannot use column ${label + 1} of ${table.file} as label: it has ${classes.length} ` +
        `different values; wanted 2 to ${MAX_CLASSES} classes`,
    );
  }
  refuseSame(table, column, "labels", "classes", table.classes);
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const numberOf = column.words.map((word, code) => {
    const number = numbers.get(word);
    if (number !== undefined) return number;
    throw new SyntaxError(
      `Cannot read ${placeInTable(table, column.firstLines[code]!, label)}: label ${
        quoteField(word)
      } is not a class; wanted a number from 0 to ${classes.length - 1}`,
    );
  });
  return { labels: Uint16Array.from(column.codes, (code) => numberOf[code]!), classes };
}

/**
 * The levels of a column of words, sorted as classes are, and the number of the level of each row;
 * NaN where the cell is missing.
 *
 * @throws {SyntaxError} Levels cannot be distinguished.
 * @throws {RangeError} There are too many.
 */
export function parseLevels(
  table: CsvTable,
  column: WordColumn,
  index: number,
): { readonly levels: readonly string[]; readonly numbers: Float64Array } {
  const levels = sortWords(column.words.filter((word) => word !== ""));
  const place = `column ${index + 1}${table.names ? ` (${table.names[index]})` : ""}`;
  if (levels.length > MAX_LEVELS) {
    throw new RangeError(
      `Cannot use ${place} of ${table.file} as categorical: it has ${levels.length} different ` +
        `values; wanted at most ${MAX_LEVELS}; set drop to leave the column out`,
    );
  }
  refuseSame(table, column, `levels of ${place}`, "levels");
  const numbers = new Map(levels.map((level, number) => [level, number]));
  const numberOf = column.words.map((word) => numbers.get(word) ?? NaN);
  return { levels, numbers: Float64Array.from(column.codes, (code) => numberOf[code]!) };
}

/** Refuses words that no reader can distinguish, or that are the same number. */
function refuseSame(
  table: CsvTable,
  { words, counts, firstLines, codes }: WordColumn,
  what: string,
  become: string,
  named?: readonly string[],
): void {
  const [same] = findSame(named ?? words.filter((word) => word !== ""));
  if (same === undefined) return;
  const places = named !== undefined ? same.map(escapeLabel) : same.map((name) => {
    const code = words.indexOf(name);
    return `${escapeLabel(name)} (${counts[code]} of ${codes.length} rows, first line ${
      firstLines[code]
    })`;
  });
  throw new SyntaxError(
    `Cannot read ${table.file}: the ${what} ${places.join(" and ")} look alike or are the same ` +
      `number, and would be different ${become}; write each in one way`,
  );
}

function findClasses(table: CsvTable, { words, firstLines }: WordColumn, label: number): string[] {
  const place = (code: number) => `Cannot read ${placeInTable(table, firstLines[code]!, label)}`;
  const broken = words.findIndex((word) => word.includes("\n"));
  if (broken >= 0) {
    throw new SyntaxError(
      `${place(broken)}: label ${quoteField(words[broken]!)} spans two lines; ` +
        "wanted a label on one line",
    );
  }
  return sortWords(words);
}

/** By value if all are whole numbers, otherwise by UTF-16 code units. */
function sortWords(words: readonly string[]): string[] {
  return words.every((name) => INTEGER.test(name))
    ? words.toSorted((a, b) => Number(a) - Number(b))
    : words.toSorted();
}
