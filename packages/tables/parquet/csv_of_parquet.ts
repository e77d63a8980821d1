/**
 * The content of a Parquet file as CSV. A number is written in the shortest form that gives it back,
 * a missing value and NaN (which pandas writes for one) as an empty cell, a moment as in ISO 8601.
 * Columns that hold lists, structures or bytes are refused: what a network should make of them is the
 * user's to say.
 *
 * @module
 */
import { stringify } from "@std/csv";
import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

/** A file whose bytes are read as they are needed. */
export interface ParquetSource {
  /** Its length. */
  readonly byteLength: number;
  /** The bytes from `start` to before `end`, or to its end. */
  slice(start: number, end?: number): ArrayBuffer;
}

/** How many rows and columns a file has. */
export interface TableSize {
  /** Its rows. */
  readonly rows: number;
  /** Its columns. */
  readonly columns: number;
}

/** How many rows are unpacked at once. */
const PIECE = 1 << 14;

/** The most cells that are converted; a CSV file of so many can still be read. */
const MOST_CELLS = 1 << 28;

/** How files are unpacked; a day is not a moment of that day. */
const options = {
  compressors,
  parsers: {
    // deno-lint-ignore samebit/no-ambient-clock -- a day of the file, and no clock
    dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  },
};

/**
 * Converts a Parquet file: yields its CSV piece by piece, and returns its size.
 *
 * It may take for ever, or all memory, on a file that is damaged, since its lengths are believed: whoever
 * reads a stranger's file lets it run in a process that can be ended.
 *
 * @param file What it is called in messages.
 * @throws {SyntaxError} If it cannot be read, is empty or too large, or a column holds anything but
 * numbers, words, truth values and moments; the column and the row are named.
 */
export async function* csvOfParquet(
  source: ParquetSource,
  file: string,
): AsyncGenerator<string, TableSize> {
  const metadata = await blaming(file, () => parquetMetadataAsync(source));
  const names = namesOf(metadata, file);
  const rows = rowsOf(metadata, names.length, file);
  yield stringify([names]);
  for (let start = 0; start < rows; start += PIECE) {
    const end = Math.min(start + PIECE, rows);
    const records = await blaming(
      file,
      () =>
        parquetReadObjects({ ...options, file: source, metadata, rowStart: start, rowEnd: end }),
    );
    if (records.length !== end - start) {
      throw new SyntaxError(
        `Cannot read ${file}: it announces ${rows} rows and has ${start + records.length}`,
      );
    }
    yield stringify(records.map((record, at) =>
      names.map((name) => {
        const cell = textOf(record[name]);
        if (cell !== undefined) return cell;
        throw new SyntaxError(
          `Cannot read ${file}, row ${start + at + 1}, column ${JSON.stringify(name)}: ` +
            "it holds a list, a structure or bytes; wanted numbers or words: leave the column out",
        );
      })
    ));
  }
  return { rows, columns: names.length };
}

/** The names of the columns. */
function namesOf({ schema }: FileMetaData, file: string): string[] {
  const [, ...columns] = schema;
  const nested = columns.find(({ num_children, repetition_type }) =>
    num_children !== undefined || repetition_type === "REPEATED"
  );
  if (nested !== undefined) {
    throw new SyntaxError(
      `Cannot read ${file}, column ${JSON.stringify(nested.name)}: it holds lists or structures; ` +
        "wanted numbers or words: leave the column out",
    );
  }
  const names = columns.map(({ name }) => name);
  if (names.length === 0) throw new SyntaxError(`Cannot read ${file}: it has no columns`);
  if (new Set(names).size < names.length) {
    throw new SyntaxError(`Cannot read ${file}: two columns have the same name`);
  }
  return names;
}

function rowsOf({ num_rows, row_groups }: FileMetaData, columns: number, file: string): number {
  const rows = Number(num_rows);
  const held = row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== held) {
    throw new SyntaxError(`Cannot read ${file}: it announces ${rows} rows and has ${held}`);
  }
  if (rows === 0) throw new SyntaxError(`Cannot read ${file}: it has no rows of data`);
  if (rows * columns > MOST_CELLS) {
    throw new SyntaxError(
      `Cannot read ${file}: it has ${rows} rows of ${columns} columns; wanted at most ` +
        `${MOST_CELLS.toLocaleString("en")} cells: leave out rows or columns`,
    );
  }
  return rows;
}

/** A cell's text; undefined for what has none. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  // deno-lint-ignore samebit/no-ambient-clock -- a moment of the file, and no clock
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return typeof value === "object" ? undefined : String(value);
}

/** Runs the reader, which throws errors of every kind at files that are damaged. */
async function blaming<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SyntaxError(`Cannot read ${file}: it is not a sound Parquet file: ${reason}`, {
      cause,
    });
  }
}
