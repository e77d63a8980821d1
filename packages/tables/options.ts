/**
 * How a table is laid out and the roles of its columns, as given to its reader. What else a plan
 * says, such as how it is split, belongs to the data set.
 *
 * @module
 */

/**
 * How a CSV file begins: `names` of the columns; `none`, data at once; or `counts`, scikit-learn's
 * style: the number of rows, the number of features, then the names of the classes.
 */
export type CsvHeader = "names" | "none" | "counts";

/** What separates fields; `detect` looks at the first line that has one of the three. */
export type Delimiter = "detect" | "comma" | "semicolon" | "tab";

/** The decimal separator of numbers. */
export type DecimalSign = "point" | "comma";

/**
 * What is done about missing cells: `refuse` them; fill numbers with the `mean` or the `median` of
 * the training examples, while an empty word is a level of its own; or `leave-out` their rows. If
 * they are not refused, a row without a label or a target is always left out.
 */
export type Missing = "refuse" | "mean" | "median" | "leave-out";

/** A column by its name, or by its index from 0; −1 is the last. */
export type ColumnName = number | string;

/** How numbers and missing cells are written. */
export interface CellStyle {
  /** The decimal separator of numbers. */
  readonly decimal: DecimalSign;
  /** What marks a missing cell, besides an empty one. */
  readonly missingMarks: readonly string[];
}

/** How a table is laid out. */
export interface TableOptions extends CellStyle {
  /** The path of the file, for errors. */
  readonly file: string;
  /** How it begins. */
  readonly header: CsvHeader;
  /** What separates its fields. */
  readonly delimiter: Delimiter;
  /** The column of the label; −1 where there are targets. */
  readonly label: ColumnName;
  /** The columns of the targets; none where there is a label. */
  readonly targets: readonly ColumnName[];
  /** The columns that are not features. */
  readonly drop: readonly ColumnName[];
  /** The columns of words; every other feature is a number. */
  readonly categorical: readonly ColumnName[];
  /** What is done about missing cells. */
  readonly missing: Missing;
  /** A column that the splits are cut by; null where there is none. */
  readonly splitColumn: ColumnName | null;
}
