/**
 * The labels of a table and the classes they come to. Not for numbers: see `values.ts` and `labels.ts`.
 *
 * @module
 */
import { findSame, spellLabel } from "./alike_labels.ts";
import { type CsvTable, placeOf, quote } from "./table.ts";

/** Labels are bytes. */
const MAX_CLASSES = 256;

/** What the labels of a table come to. */
export interface Labels {
  /** Class numbers, [rows]. */
  readonly labels: Uint8Array;
  /** The names of the classes, by class number; 2 to 256. */
  readonly classes: readonly string[];
}

/** Whole numbers in their only spelling, small enough to be exact. */
const INTEGER = /^(0|-?[1-9]\d{0,14})$/;

/**
 * The class numbers of the rows, and the names of the classes.
 *
 * @param label The index of the label's column.
 * @throws {SyntaxError} A label is no class, or classes cannot be told apart.
 * @throws {RangeError} There are fewer than 2 or more than 256 classes.
 */
export function parseLabels(table: CsvTable, label: number): Labels {
  const keys = table.classes?.map((_, number) => String(number)) ?? findClasses(table, label);
  const classes = table.classes ?? keys;
  if (classes.length < 2 || classes.length > MAX_CLASSES) {
    throw new RangeError(
      `Cannot use column ${label + 1} of ${table.file} as label: it has ${classes.length} ` +
        `different values, wanted 2 to ${MAX_CLASSES} classes`,
    );
  }
  refuseSame(table, label, classes);
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const labels = table.rows.map(({ line, fields }) => {
    const number = numbers.get(fields[label]!);
    if (number !== undefined) return number;
    throw new SyntaxError(
      `Cannot read ${placeOf(table, line, label)}: label ${quote(fields[label]!)} is no class, ` +
        `wanted a number from 0 to ${classes.length - 1}`,
    );
  });
  return { labels: Uint8Array.from(labels), classes };
}

/** Refuses classes that no reader can tell apart, or that are the same number. */
function refuseSame(table: CsvTable, label: number, classes: readonly string[]): void {
  const [same] = findSame(classes);
  if (same === undefined) return;
  const places = table.classes === undefined
    ? same.map((name) => {
      const rows = table.rows.filter(({ fields }) => fields[label] === name);
      return `${spellLabel(name)} (${rows.length} of ${table.rows.length} rows, first line ${
        rows[0]!.line
      })`;
    })
    : same.map(spellLabel);
  throw new SyntaxError(
    `Cannot read ${table.file}: the labels ${places.join(" and ")} look alike or are the same ` +
      "number, and would be different classes; write each class in one way",
  );
}

function findClasses(table: CsvTable, label: number): string[] {
  const classes = [...new Set(table.rows.map(({ fields }) => fields[label]!))];
  const empty = table.rows.find(({ fields }) => fields[label] === "");
  if (empty !== undefined) {
    throw new SyntaxError(`Cannot read ${placeOf(table, empty.line, label)}: the label is empty`);
  }
  const broken = table.rows.find(({ fields }) => fields[label]!.includes("\n"));
  if (broken !== undefined) {
    throw new SyntaxError(
      `Cannot read ${placeOf(table, broken.line, label)}: label ${quote(broken.fields[label]!)} ` +
        "goes over two lines; wanted a label on one line",
    );
  }
  return classes.every((name) => INTEGER.test(name))
    ? classes.sort((a, b) => Number(a) - Number(b))
    : classes.sort();
}
