/**
 * What rows are sorted by: numbers, or dates as ISO 8601 writes them, whose text is in their order.
 *
 * @module
 */
import {
  type CsvTable,
  isNumber,
  placeInTable,
  quoteField,
  type WordColumn,
} from "@samebit/tables";

/** `1970-01`, `1970-01-31`, `1970-01-31 12:30`, `1970-01-31T12:30:00Z`; one form in all rows. */
const DATE = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?)?$/;

/**
 * A number for each row that increases with its place in the order.
 *
 * @throws {SyntaxError} If a cell is neither a number nor a date, or unlike the others.
 */
export function orderKeys(
  table: CsvTable,
  { words, codes, firstLines }: WordColumn,
  column: number,
): Float64Array {
  const areNumbers = isNumber(words[0]!);
  const form = shapeOf(words[0]!);
  words.forEach((word, code) => {
    if (areNumbers ? isNumber(word) : DATE.test(word) && shapeOf(word) === form) return;
    throw new SyntaxError(
      `Cannot read ${placeInTable(table, firstLines[code]!, column)}: cannot put ${
        quoteField(word)
      } in ` +
        `order; wanted ${areNumbers ? "numbers" : "numbers, or dates such as 1970-01-31"} ` +
        "in all rows",
    );
  });
  const order = areNumbers ? undefined : words.toSorted();
  const places = order && new Map(order.map((word, place) => [word, place]));
  const keyOf = words.map((word) => places?.get(word) ?? Number(word));
  return Float64Array.from(codes, (code) => keyOf[code]!);
}

/** A text with every digit replaced by the same one. */
function shapeOf(text: string): string {
  return text.replaceAll(/\d/g, "0");
}
