/**
 * The cells of some columns of a table, read in one pass and kept column by column: numbers as
 * numbers, words as indices of distinct words. Memory grows with the rows, not with their text.
 *
 * @module
 */
import { isNumber, numberRemedy } from "./numbers.ts";
import type { CellStyle } from "./options.ts";
import type { CsvRow } from "./rows.ts";
import { checkCount, checkRow, type CsvTable, placeInTable, quoteField } from "./table.ts";

/** Which cells of a row are wanted. */
export interface WantedColumn {
  /** The index of the column. */
  readonly index: number;
  /** Whether its cells are words; they are numbers otherwise. */
  readonly isWords: boolean;
  /** Whether its cells may be missing: `kept` as such, or the row `left out`; refused otherwise. */
  readonly missing: "refused" | "kept" | "left out";
  /** The name of such a cell in an error if it is empty; a field if left out. */
  readonly what?: string;
}

/** A column of numbers. */
export interface NumberColumn {
  /** That it is one of numbers. */
  readonly kind: "numbers";
  /** As they are written; NaN where one is missing. */
  readonly values: Float64Array;
}

/** A column of words. */
export interface WordColumn {
  /** That it is one of words. */
  readonly kind: "words";
  /** The distinct words in order of appearance; "" is a missing one. */
  readonly words: readonly string[];
  /** How often each is met. */
  readonly counts: readonly number[];
  /** The line on which each is met first. */
  readonly firstLines: readonly number[];
  /** The number of the word of each row. */
  readonly codes: Uint32Array;
}

/** A column that was read. */
export type ReadColumn = NumberColumn | WordColumn;

/** What was read. */
export interface Cells {
  /** The columns in the order in which they were wanted. */
  readonly columns: readonly ReadColumn[];
  /** The number of rows kept. */
  readonly rows: number;
  /** The line on which each of them first appears. */
  readonly lines: Uint32Array;
  /** How many rows were left out because a cell was missing, by the first such column. */
  readonly leftOut: ReadonlyMap<number, number>;
  /**
   * Whether the text that was searched for occurs in a row, other than the first if so requested.
   */
  readonly isFound: boolean;
}

/** How cells are read. */
export interface CellOptions extends CellStyle {
  /** What an error of a missing or wrong cell ends with. */
  readonly remedies?: CellRemedies;
  /** A text to search for in a column, below the first row if `below` is set. */
  readonly find?: { readonly column: number; readonly text?: string };
}

/** What a plan may say about cells that are not numbers. */
export interface CellRemedies {
  /** About a missing one. */
  readonly missing: string;
  /** About a word. */
  word(column: number): string;
}

/**
 * Reads the cells of some columns.
 *
 * @throws {SyntaxError} A row has too many or too few fields, or a cell is missing or not a number;
 *   its place is named.
 * @throws {RangeError} A number is too large for float32.
 */
export function readCells(
  table: CsvTable,
  wanted: readonly WantedColumn[],
  options: CellOptions,
): Cells {
  const builders = wanted.map((column) =>
    column.isWords ? new WordsBuilder() : new NumbersBuilder(table, column.index, options)
  );
  const leftOut = new Map<number, number>();
  const marks = new Set(options.missingMarks);
  const isMarked = (field: string) => field === "" || (marks.size > 0 && marks.has(field));
  const finder = createFinder(options.find);
  let [seen, kept, lines] = [0, 0, new Uint32Array(64)];
  for (let next = table.rows.next(); !next.done; next = table.rows.next()) {
    const row = next.value;
    checkRow(table, row);
    finder.look(row, seen++);
    const lacks = wanted.find(({ index, missing }) =>
      missing === "left out" && isMarked(row.fields[index]!)
    );
    if (lacks !== undefined) {
      leftOut.set(lacks.index, (leftOut.get(lacks.index) ?? 0) + 1);
      continue;
    }
    if (kept === lines.length) lines = grown(lines, Uint32Array);
    lines[kept++] = row.line;
    wanted.forEach((column, at) => {
      const field = row.fields[column.index]!;
      const isMissing = isMarked(field);
      if (isMissing && column.missing === "refused") refuseMissing(table, row, column, options);
      builders[at]!.push(isMissing ? "" : field, row.line, kept === 1);
    });
  }
  checkCount(table, seen);
  if (kept === 0) {
    throw new SyntaxError(`Cannot read ${table.file}: a cell is missing in every row of data`);
  }
  const columns = builders.map((builder) => builder.finish());
  return {
    columns,
    rows: kept,
    lines: lines.slice(0, kept),
    leftOut,
    isFound: finder.isFound(),
  };
}

/** Searches for a text or, if none is given, for that of the first row in the others. */
function createFinder(find: CellOptions["find"]) {
  let [text, isFound] = [find?.text, false];
  return {
    look({ fields }: CsvRow, row: number): void {
      if (find === undefined) return;
      if (text === undefined && row === 0) text = fields[find.column]!;
      else isFound ||= fields[find.column] === text;
    },
    isFound: () => isFound,
  };
}

function refuseMissing(
  table: CsvTable,
  row: CsvRow,
  { index, what: name = "field" }: WantedColumn,
  options: CellOptions,
): never {
  const field = row.fields[index]!;
  const what = field === ""
    ? `the ${name} is empty`
    : `${quoteField(field)} stands for a missing cell`;
  throw new SyntaxError(
    `Cannot read ${placeInTable(table, row.line, index)}: ${what}${
      options.remedies?.missing ?? ""
    }`,
  );
}

/** Numbers of a column; the array grows by doubling. */
class NumbersBuilder {
  #values = new Float64Array(64);
  #count = 0;
  readonly #table: CsvTable;
  readonly #column: number;
  readonly #options: CellOptions;

  constructor(table: CsvTable, column: number, options: CellOptions) {
    this.#table = table;
    this.#column = column;
    this.#options = options;
  }

  push(field: string, line: number, isFirst: boolean): void {
    if (this.#count === this.#values.length) this.#values = grown(this.#values, Float64Array);
    this.#values[this.#count++] = field === "" ? NaN : this.#parse(field, line, isFirst);
  }

  /** The number in a field, which float32 must be able to hold once it is rounded. */
  #parse(field: string, line: number, isFirst: boolean): number {
    const number = plainNumber(field, this.#options.decimal);
    const place = () => `Cannot read ${placeInTable(this.#table, line, this.#column)}`;
    if (number === undefined) {
      throw new SyntaxError(
        `${place()}: ${quoteField(field)} is not a number${this.#remedy(field, isFirst)}`,
      );
    }
    const value = Number(number);
    if (Number.isFinite(Math.fround(value))) return value;
    throw new RangeError(`${place()}: ${quoteField(field)} is too large for float32`);
  }

  #remedy(field: string, isFirst: boolean): string {
    const { names, classes } = this.#table;
    const { decimal, remedies } = this.#options;
    if (decimal === "comma" && isNumber(field)) {
      return '; wanted a decimal comma, or decimal "point"';
    }
    const remedy = numberRemedy(field);
    if (remedy !== "") return remedy;
    return isFirst && names === undefined && classes === undefined
      ? '; set header "names" where the first line names the columns'
      : remedies?.word(this.#column) ?? "";
  }

  finish(): NumberColumn {
    return { kind: "numbers", values: this.#values.slice(0, this.#count) };
  }
}

/** Words of a column. */
class WordsBuilder {
  #codes = new Uint32Array(64);
  #count = 0;
  readonly #numbers = new Map<string, number>();
  readonly #counts: number[] = [];
  readonly #firstLines: number[] = [];

  push(field: string, line: number): void {
    if (this.#count === this.#codes.length) this.#codes = grown(this.#codes, Uint32Array);
    let code = this.#numbers.get(field);
    if (code === undefined) {
      code = this.#counts.push(0) - 1;
      this.#numbers.set(field, code);
      this.#firstLines.push(line);
    }
    this.#counts[code]!++;
    this.#codes[this.#count++] = code;
  }

  finish(): WordColumn {
    return {
      kind: "words",
      words: [...this.#numbers.keys()],
      counts: this.#counts,
      firstLines: this.#firstLines,
      codes: this.#codes.slice(0, this.#count),
    };
  }
}

/** A number as JavaScript writes it; undefined if the field is not a number of this style. */
export function plainNumber(field: string, decimal: CellStyle["decimal"]): string | undefined {
  if (decimal === "point") return isNumber(field) ? field : undefined;
  if (field.includes(".")) return undefined;
  const plain = field.replace(",", ".");
  return isNumber(plain) ? plain : undefined;
}

function grown<A extends Float64Array | Uint32Array>(
  array: A,
  Array: new (length: number) => A,
): A {
  const longer = new Array(array.length * 2);
  longer.set(array);
  return longer;
}

/** Columns of numbers, row by row. */
export function joinColumns(columns: readonly NumberColumn[], rows: number): Float64Array {
  const joined = new Float64Array(rows * columns.length);
  columns.forEach(({ values }, at) => {
    for (let row = 0; row < rows; row++) joined[row * columns.length + at] = values[row]!;
  });
  return joined;
}
