/**
 * What a column of a log is, and which of two of its numbers is better.
 */

/** What a column holds and how it is shown. */
export interface Column<Name extends string = string> {
  /** The name in the header of the CSV file and in every plan and claim. */
  readonly name: Name;
  /** The title on an axis or above a table column. */
  readonly title: string;
  /** The unit, `""` where there is none. */
  readonly unit: string;
  /** The precision in which the number is computed; `integer` for counters. */
  readonly precision: "float32" | "float64" | "integer";
  /** How a reader sees it (d3-format), not how it is stored. */
  readonly format: string;
  /** How an axis shows it (d3-format), if not like other numbers. */
  readonly onAxis?: string;
  /** Which way is better, for metrics. */
  readonly better?: Better;
}

/** The column of that name, wherever it is among the others. */
export function columnNamed<
  const Columns extends readonly Column[],
  Name extends Columns[number]["name"],
>(columns: Columns, name: Name): Column<Name> {
  return columns.find((column): column is Column<Name> => column.name === name)!;
}

/** Which of two numbers is better. */
export type Better = "lower" | "higher";

/**
 * A number with its sign set so that more is better, for comparing and ranking; NaN stays NaN,
 * which is not better than any number.
 */
export function meritOf({ better }: { readonly better?: Better }, value: number): number {
  return better === "lower" ? -value : value;
}
