/** Rows of large files come in pieces, and nobody can tell. */
import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import { detectDelimiter } from "./delimiter.ts";
import { type CsvRow, readTable } from "./rows.ts";

function rowsOf(text: string): CsvRow[] {
  return readTable(new TextEncoder().encode(text), "t.csv", (rows) => [...iterate(rows)]);
}

function* iterate(rows: Iterator<CsvRow, undefined>): Generator<CsvRow> {
  for (let next = rows.next(); !next.done; next = rows.next()) yield next.value;
}

/** More than two pieces, with empty lines and quoted line feeds in between. */
const LONG = Array.from({ length: 60_000 }, (_, row) => {
  const name = row % 1000 === 7 ? `"name\nof ${row}"` : `the name of row ${row}`;
  return `${row},${name},${row * 3}${row % 100 === 0 ? "\n" : ""}`;
}).join("\n");

Deno.test("readTable gives rows of several pieces with their lines and fields", () => {
  const rows = rowsOf(LONG);
  assertEquals(rows.length, 60_000);
  const lines = LONG.split("\n");
  for (const row of [0, 7, 25_000, 41_007, 59_999]) {
    assertEquals(rows[row]!.fields[2], String(row * 3));
    assertEquals(lines[rows[row]!.line - 1]!.startsWith(`${row},`), true);
  }
});

Deno.test("readTable counts the line of a stray quote from the start of the file", () => {
  const text = `${LONG}\n1,a"b,2\n`;
  const { message } = assertThrows(() => parse(text), Error);
  assertThrows(() => rowsOf(text), SyntaxError, `Cannot read t.csv: ${message}`);
});

const DELIMITED: readonly [text: string, delimiter: string][] = [
  ["a,b\n1,2", "comma"],
  ["a;b\n1;2", "semicolon"],
  ["a\tb\n1\t2", "tab"],
  ["a;b,c\n", "comma"],
  ['"a,b";c\n', "semicolon"],
  ['"a\n,b"\tc;d', "semicolon"],
  ["\t\n \t\n1;2", "semicolon"],
  ["a\nb;c", "semicolon"],
  ["a\nb", "comma"],
  ["", "comma"],
];
for (const [text, delimiter] of DELIMITED) {
  Deno.test(`detectDelimiter finds a ${delimiter} in ${JSON.stringify(text)}`, () => {
    assertEquals(detectDelimiter(text), delimiter);
  });
}
