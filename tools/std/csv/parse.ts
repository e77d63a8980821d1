/**
 * `parse` of `@std/csv`, in code of its own: no reader of npm agrees with the original on
 * `lazyQuotes`, `trimLeadingSpace` and comments between quoted lines. The streams are left out.
 */

/** Options for `parse`. */
export interface ParseOptions {
  /** Character which separates values; a comma when left out. */
  separator?: string;
  /** Character that makes a line a comment where it is the line's first; none when left out. */
  comment?: string;
  /** Whether white space before a value is left out, even where it is the separator. */
  trimLeadingSpace?: boolean;
  /** Whether quotes may stand in values without quotes, and alone in values in quotes. */
  lazyQuotes?: boolean;
  /** Fields each row must have: 0 takes the first row's number, a negative number checks nothing. */
  fieldsPerRecord?: number;
  /** Takes the first row as the header, or drops it where `columns` are given. */
  skipFirstRow?: boolean;
  /** Names of the columns. */
  columns?: readonly string[];
}

/** A row as an object: exact keys where the columns are known, any key otherwise. */
export type RecordWithColumn<C extends string> = string extends C ? Record<string, string>
  : Record<C, string>;

/** What `parse` returns for options of type `T`. */
export type ParseResult<ParseOptions, T> = T extends
  ParseOptions & { columns: readonly (infer C extends string)[] } ? RecordWithColumn<C>[]
  : T extends ParseOptions & { skipFirstRow: true } ? Record<string, string>[]
  : T extends ParseOptions & { columns?: undefined; skipFirstRow?: false | undefined } ? string[][]
  : Record<string, string>[] | string[][];

/** Parses CSV text into rows of strings. Lines without any character are passed over. */
export function parse(input: string): string[][];
/** Parses CSV text into rows of strings, or into objects where there is a header. */
export function parse<const T extends ParseOptions>(
  input: string,
  options: T,
): ParseResult<ParseOptions, T>;
export function parse(
  input: string,
  options: ParseOptions = {},
): Record<string, string>[] | string[][] {
  const rows = new Reader(input, options).readAll();
  if (!options.skipFirstRow && !options.columns) return rows;
  const first = options.skipFirstRow ? rows.shift() : undefined;
  const header = options.columns ?? first;
  if (header === undefined || (options.skipFirstRow && first === undefined)) {
    throw new TypeError("Cannot parse input: headers must be defined");
  }
  return rows.map((row, index) => toObject(row, header, index + (first ? 2 : 1)));
}

/** Reads one text, record after record; a value in quotes may reach over lines. */
class Reader {
  readonly #lines: Iterator<string>;
  readonly #options: ParseOptions;
  readonly #separator: string;
  /** The line that is read, what is left of it, and how many lines of the record came before. */
  #line = "";
  #left = "";
  #linesBefore = 0;

  constructor(input: string, options: ParseOptions) {
    const { separator = ",", comment } = options;
    if (separator === comment || [separator, comment].some((one) => /^[\r\n"]$/.test(one ?? ""))) {
      throw new Error("Cannot parse input: invalid delimiter");
    }
    this.#options = options;
    this.#separator = separator;
    this.#lines = linesOf(input);
  }

  readAll(): string[][] {
    const rows: string[][] = [];
    let fields = this.#options.fieldsPerRecord ?? -1;
    for (let record = 1; this.#nextLine(); record++) {
      this.#linesBefore = 0;
      const row = this.#readRecord(record);
      // An empty line or a comment is a record of no field, and where it comes first none may follow.
      if (record === 1 && fields === 0) fields = row.length;
      if (row.length === 0) continue;
      if (fields >= 0 && row.length !== fields) {
        throw new SyntaxError(
          `Syntax error on line ${record}: expected ${fields} fields but got ${row.length}`,
        );
      }
      rows.push(row);
    }
    return rows;
  }

  #nextLine(): boolean {
    const { done, value } = this.#lines.next();
    this.#line = this.#left = done ? "" : value;
    return !done;
  }

  #readRecord(record: number): string[] {
    const { comment, trimLeadingSpace } = this.#options;
    if (this.#line === "" || (comment && this.#line[0] === comment)) return [];
    const values: string[] = [];
    for (let more = true; more;) {
      if (trimLeadingSpace) this.#left = this.#left.trimStart();
      const quoted = this.#left.startsWith('"');
      values.push(quoted ? this.#readQuoted(record) : this.#readPlain(record));
      more = this.#left.startsWith(this.#separator);
      if (more) this.#left = this.#left.slice(this.#separator.length);
    }
    return values;
  }

  #readPlain(record: number): string {
    const end = this.#left.indexOf(this.#separator);
    const value = end < 0 ? this.#left : this.#left.slice(0, end);
    const quote = value.indexOf('"');
    if (quote >= 0 && !this.#options.lazyQuotes) {
      throw this.#wrong(record, this.#left.length - quote, 'bare " in non-quoted-field');
    }
    this.#left = this.#left.slice(value.length);
    return value;
  }

  #readQuoted(record: number): string {
    let value = "";
    this.#left = this.#left.slice(1);
    while (true) {
      const end = this.#left.indexOf('"');
      if (end < 0) {
        value += this.#left;
        const last = this.#left === "" ? this.#line : "";
        if (this.#nextLine()) {
          this.#linesBefore++;
          value += "\n";
          continue;
        }
        if (this.#options.lazyQuotes) return value;
        this.#line = last;
        throw this.#wrong(record, 0, 'extraneous or missing " in quoted-field');
      }
      value += this.#left.slice(0, end);
      this.#left = this.#left.slice(end + 1);
      if (this.#left.startsWith('"')) {
        value += '"';
        this.#left = this.#left.slice(1);
      } else if (this.#left === "" || this.#left.startsWith(this.#separator)) return value;
      else if (this.#options.lazyQuotes) value += '"';
      else {
        throw this.#wrong(record, this.#left.length + 1, 'extraneous or missing " in quoted-field');
      }
    }
  }

  /** The error at the place that has `left` more characters behind it in its line. */
  #wrong(record: number, left: number, problem: string): SyntaxError {
    const column = [...this.#line.slice(0, this.#line.length - left)].length + 1;
    const line = record + this.#linesBefore;
    return new SyntaxError(
      `Syntax error on line ${record}; parse error on line ${line}, column ${column}: ${problem}`,
    );
  }
}

/** Lines without their ends, which are LF or CR LF; a CR at the end of the text is left out. */
function linesOf(input: string): Iterator<string> {
  const lines = input.replace(/^\ufeff/, "").split("\n");
  const last = lines.pop()!;
  if (last !== "") lines.push(last);
  return lines.map((line) => line.replace(/\r$/, ""))[Symbol.iterator]();
}

function toObject(row: readonly string[], header: readonly string[], line: number) {
  if (row.length !== header.length) {
    throw new Error(
      `Syntax error on line ${line}: The record has ${row.length} fields, ` +
        `but the header has ${header.length} fields`,
    );
  }
  return Object.fromEntries(header.map((name, index) => [name, row[index]!]));
}
