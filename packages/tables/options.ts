/**
 * How a table is laid out, as its reader is told. What a plan says of it more is the data set's.
 *
 * @module
 */

/**
 * How a CSV file begins: `names` of the columns; `none`, data at once; or `counts`, scikit-learn's
 * style: the number of rows, the number of features, then the names of the classes.
 */
export type CsvHeader = "names" | "none" | "counts";

/** How a table is laid out. */
export interface TableOptions {
  /** The path of the file, for errors. */
  readonly file: string;
  /** How it begins. */
  readonly header: CsvHeader;
  /** The column of the label, by name or index, −1 the last; −1 where there are targets. */
  readonly label: number | string;
  /** The columns of the targets; none where there is a label. */
  readonly targets: readonly (number | string)[];
}
