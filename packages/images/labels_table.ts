/**
 * A table with the class of each image of a folder.
 *
 * @module
 */
import {
  firstRow,
  parseNamedTable,
  placeInTable,
  readCells,
  readTable,
  type WordColumn,
} from "@samebit/tables";

/** A row of the table. */
export interface LabelledName {
  /** The path of the image below its folder. */
  readonly name: string;
  /** Its class. */
  readonly label: string;
  /** Where the table says so, for errors. */
  readonly place: string;
}

/**
 * Reads a table: the first line names its columns, the first column is that of the images, the
 * second that of their classes; others are ignored.
 *
 * @throws {SyntaxError} It is not such a table, or names an image twice; file and line are named.
 */
export function parseLabelsTable(bytes: Uint8Array, file: string): LabelledName[] {
  return readTable(bytes, file, (rows) => {
    const first = firstRow(rows, file);
    if (/\.(png|jpe?g)$/i.test(first.fields[0] ?? "")) {
      throw new SyntaxError(
        `Cannot read ${file}, line ${first.line}: wanted names of columns, such as name,label, but ` +
          "it names an image",
      );
    }
    const table = parseNamedTable(file, first, rows);
    if (table.columns < 2) {
      throw new SyntaxError(
        `Cannot read ${file}: it has 1 column; wanted that of the images and that of their classes`,
      );
    }
    const { columns } = readCells(table, [
      { index: 0, isWords: true, missing: "refused", what: "name" },
      { index: 1, isWords: true, missing: "refused", what: "label" },
    ], { decimal: "point", missingMarks: [] });
    const [names, labels] = columns as [WordColumn, WordColumn];
    const twice = names.counts.findIndex((count) => count > 1);
    if (twice >= 0) {
      throw new SyntaxError(
        `Cannot read ${placeInTable(table, names.firstLines[twice]!, 0)}: the image ${
          JSON.stringify(names.words[twice])
        } stands in ${names.counts[twice]} rows`,
      );
    }
    return Array.from(names.codes, (code, row) => ({
      name: names.words[code]!,
      label: labels.words[labels.codes[row]!]!,
      place: placeInTable(table, names.firstLines[code]!, 0),
    }));
  });
}
