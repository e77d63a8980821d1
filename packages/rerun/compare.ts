/**
 * What a run gives, compared with its recorded text. A row is compared as its fields would be
 * written, so that equal fields are equal numbers, bit for bit, and equal rows equal bytes.
 */
import { formatNumber, type Json } from "@samebit/runlog";

/** Where a run first parted from its record. */
export interface RerunDifference {
  /** The file, such as `steps.csv`. */
  readonly file: string;
  /** The row by its first column, such as `step 7`; only in a log. */
  readonly row?: string;
  /** The column of a log, or the field of `run.json`; absent if a complete row or file differs. */
  readonly column?: string;
  /** What was recorded; absent if there is no such row or field. */
  readonly recorded?: string;
  /** What the run gave; absent where it gave no such row or field. */
  readonly again?: string;
}

/** A recorded log that is compared row by row, in order. */
export interface LogComparison {
  /** Numbers found equal so far. */
  readonly equal: number;
  /** Compares the next row. */
  compare(row: Readonly<Record<string, number>>): RerunDifference | undefined;
  /** Compares the end: whether the record has rows that the run did not give. */
  end(): RerunDifference | undefined;
}

/** Begins with the first row of a recorded log, which is complete. */
export function compareLog(file: string, text: string): LogComparison {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const names = header.split(",");
  let next = 0;
  let equal = 0;
  return {
    get equal() {
      return equal;
    },
    compare(row) {
      const line = lines[next++];
      const columns = Object.keys(row);
      const place = { file, row: `${names[0]} ${row[names[0]!]}` };
      if (line === undefined) return { ...place, again: fieldsOf(columns, row).join(",") };
      if (columns.length !== names.length) {
        return { ...place, recorded: names.join(","), again: columns.join(",") };
      }
      const recorded = line.split(",");
      const again = fieldsOf(names, row);
      const at = names.findIndex((_, i) => recorded[i] !== again[i]);
      if (at < 0) return void (equal += names.length);
      return { ...place, ...shown(names[at]!, recorded[at], again[at]) };
    },
    end() {
      const line = lines[next];
      if (line === undefined) return undefined;
      return { file, row: `${names[0]} ${line.split(",")[0]}`, recorded: line };
    },
  };
}

function fieldsOf(
  names: readonly string[],
  row: Readonly<Record<string, number | undefined>>,
): string[] {
  return names.map((name) => row[name] === undefined ? "missing" : formatNumber(row[name]));
}

/** The first field in which two JSON values differ, in the order of the recorded one. */
export function compareJson(
  file: string,
  recorded: Json | undefined,
  again: Json | undefined,
  path = "",
): RerunDifference | undefined {
  if (!isBranch(recorded) || !isBranch(again)) {
    const [a, b] = [JSON.stringify(recorded), JSON.stringify(again)];
    return a === b ? undefined : { file, ...shown(path, a, b) };
  }
  for (const name of new Set([...Object.keys(recorded), ...Object.keys(again)])) {
    const place = path === "" ? name : `${path}.${name}`;
    const found = compareJson(file, recorded[name], again[name], place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBranch(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null;
}

function shown(column: string, recorded: string | undefined, again: string | undefined) {
  return {
    column,
    ...(recorded !== undefined && { recorded }),
    ...(again !== undefined && { again }),
  };
}
