/**
 * Logs that are read while they grow: of each file only what was added since the last look is read.
 * A torn last line is ignored until it is complete. If a log has become shorter, because its run
 * resumed from a checkpoint, or no longer continues as it was, it is read again from the start.
 *
 * @module
 */
import { FILES, type LogSource } from "@samebit/findings";
import { type Column, type LogTable, parseLog, type ParseLogOptions } from "@samebit/runlog";
import { entryAt, readFrom } from "@samebit/store";

/** A source of logs that remembers them. */
export interface Tail extends LogSource {
  /** How often a file was found changed; the same number means the same content. */
  readonly changes: number;
  /** What was found at the last look; the files are read only if there was none. */
  readonly remembered: LogSource;
}

/** What shows that a file has changed. */
interface Mark {
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

interface KnownLog extends Mark {
  readonly table: LogTable;
  /** The last complete line with its line feed, which shows that a log continues as it was. */
  readonly lastLine: string;
}

interface KnownText extends Mark {
  readonly text: string;
}

/** A source that has read nothing yet. */
export function createTail(): Tail {
  return new FileTail();
}

class FileTail implements Tail {
  changes = 0;
  readonly #texts = new Map<string, KnownText>();
  readonly #logs = new Map<string, KnownLog>();
  readonly #absent = new Set<string>();

  readonly remembered: LogSource = {
    readText: async (path) => {
      if (this.#absent.has(path)) return undefined;
      return this.#texts.get(path)?.text ?? await this.readText(path);
    },
    readLog: async <const Columns extends readonly Column[]>(
      path: string,
      columns: Columns,
      options: ParseLogOptions,
    ) => {
      if (this.#absent.has(path)) return undefined;
      const known = this.#logs.get(path)?.table as LogTable<Columns> | undefined;
      return known ?? await this.readLog(path, columns, options);
    },
  };

  async readText(path: string): Promise<string | undefined> {
    const known = this.#texts.get(path);
    const mark = this.#markOf(path);
    if (mark === undefined) return this.#forget(this.#texts, path);
    if (known && isSame(known, mark)) return known.text;
    const text = await FILES.readText(path);
    if (text === undefined) return this.#forget(this.#texts, path);
    this.changes++;
    this.#texts.set(path, { ...mark, text });
    return text;
  }

  async readLog<const Columns extends readonly Column[]>(
    path: string,
    columns: Columns,
    options: ParseLogOptions,
  ): Promise<LogTable<Columns> | undefined> {
    const known = this.#logs.get(path);
    const mark = this.#markOf(path);
    if (mark === undefined) return this.#forget(this.#logs, path);
    const isTorn = known && known.table.wholeBytes < known.size && options.torn !== "drop";
    if (known && isSame(known, mark) && !isTorn) return known.table as LogTable<Columns>;
    const next = (known && readOn(path, known, mark, columns, options)) ??
      await readAnew(path, mark, columns, options);
    if (next === undefined) return this.#forget(this.#logs, path);
    if (next.table !== known?.table) this.changes++;
    this.#logs.set(path, next);
    return next.table as LogTable<Columns>;
  }

  #markOf(path: string): Mark | undefined {
    const mark = markOf(path);
    if (mark === undefined) this.#absent.add(path);
    else this.#absent.delete(path);
    return mark;
  }

  #forget(files: Map<string, Mark>, path: string): undefined {
    if (files.delete(path)) this.changes++;
  }
}

function markOf(path: string): Mark | undefined {
  const entry = entryAt(path);
  if (entry === undefined) return undefined;
  return { size: entry.size, mtimeMs: entry.mtime?.getTime() ?? 0, inode: entry.ino ?? 0 };
}

function isSame(a: Mark, b: Mark): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.inode === b.inode;
}

async function readAnew(
  path: string,
  mark: Mark,
  columns: readonly Column[],
  options: ParseLogOptions,
): Promise<KnownLog | undefined> {
  const text = await FILES.readText(path);
  if (text === undefined) return undefined;
  const table = parseLog(text, columns, path, options);
  return { ...mark, table, lastLine: lastLineOf(text.slice(0, table.wholeBytes)) };
}

/** Reads what was added; nothing if the file is not the known one with more rows. */
function readOn(
  path: string,
  known: KnownLog,
  mark: Mark,
  columns: readonly Column[],
  options: ParseLogOptions,
): KnownLog | undefined {
  const { table, lastLine, inode } = known;
  if (table.wholeBytes === 0 || mark.inode !== inode || mark.size < table.wholeBytes) return;
  const text = textFrom(path, table.wholeBytes - lastLine.length);
  if (!text?.startsWith(lastLine)) return;
  const header = table.names.join(",") + "\n";
  try {
    const added = parseLog(header + text.slice(lastLine.length), columns, path, options);
    const addedBytes = added.wholeBytes - header.length;
    if (addedBytes === 0) return { ...known, ...mark };
    return {
      ...mark,
      table: append(table, added, addedBytes),
      lastLine: lastLineOf(text.slice(0, lastLine.length + addedBytes)),
    };
  } catch (error) {
    // Read in full, so that an error names the right line.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function textFrom(path: string, start: number): string | undefined {
  const bytes = readFrom(path, start);
  return bytes && new TextDecoder().decode(bytes);
}

function append(table: LogTable, added: LogTable, addedBytes: number): LogTable {
  const values: Record<string, Float64Array> = {};
  for (const name of table.names) {
    values[name] = new Float64Array(table.rows + added.rows);
    values[name].set(table.values[name]!);
    values[name].set(added.values[name]!, table.rows);
  }
  return {
    rows: table.rows + added.rows,
    names: table.names,
    values,
    wholeBytes: table.wholeBytes + addedBytes,
  };
}

function lastLineOf(whole: string): string {
  return whole.slice(whole.lastIndexOf("\n", whole.length - 2) + 1);
}
