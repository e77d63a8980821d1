/** Tables that used to be misread silently: each is read as intended, or refused by name. */
import { assertEquals, assertThrows } from "@std/assert";
import type { CsvConfig } from "./csv_config.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { loadCsvFile, parseCsv } from "./csv_file.ts";
import { parseExamples } from "./examples.ts";

const config: CsvConfig = {
  kind: "csv",
  file: "t.csv",
  ...DATASET_DEFAULTS.csv,
  validationExamples: 1,
  testExamples: 1,
};

const bytesOf = (text: string) => new TextEncoder().encode(text);

function parseText(text: string, fields: Partial<CsvConfig> = {}) {
  return parseCsv(bytesOf(text), { ...config, ...fields });
}

async function doubtsOf(text: string, fields: Partial<CsvConfig> = {}) {
  const readFile = () => Promise.resolve(bytesOf(text));
  return (await loadCsvFile({ ...config, ...fields }, { readFile })).doubts!;
}

const DATA_FIRST: readonly [text: string, fields?: Partial<CsvConfig>][] = [
  ["-0.26,0.51,red\n1.77,-1.32,green\n0.3,0.1,red\n"],
  ["-0.26,0.51,only-here\n1.77,-1.32,green\n0.3,0.1,red\n"],
  ["1,2,red\n1.77,-1.32,green\n0.3,0.1,red\n"],
  ["NA,0.51,only-here\n1.77,-1.32,green\n0.3,0.1,red\n"],
  ["red,5,7\ngreen,1,2\nred,3,4\n", { label: 0 }],
  ["5.1,3.5,red\n1,2,green\n", { label: "colour" }],
];

for (const [text, fields] of DATA_FIRST) {
  Deno.test(`parseCsv refuses ${JSON.stringify(text.split("\n")[0])} as names of columns`, () => {
    assertThrows(() => parseText(text, fields), SyntaxError, 'set header "none"');
  });
}

for (const first of ["0,1,target", "1,2,target", "2019,2020,target", "x,7,target", "a,b,1"]) {
  const text = `${first}\n0.5,1,1.5\n2,1,2.5\n`.replaceAll(".5\n", "\n");
  Deno.test(`parseExamples reads the very file that was trained on, named ${first}`, () => {
    const content = parseText(text);
    const dataset = { features: 2, classes: content.classes, columns: content.columns! };
    const read = parseExamples(bytesOf(text), "t.csv", dataset, { header: "names" });
    assertEquals([read.values, read.labels], [content.values, content.labels]);
    const bare = text.split("\n").map((line) => line.split(",").slice(0, 2).join()).join("\n");
    const unlabelled = parseExamples(bytesOf(bare), "t.csv", dataset, { header: "names" });
    assertEquals([unlabelled.values, unlabelled.labels], [content.values, undefined]);
  });
}

Deno.test("parseExamples reads a heading of counts as wide as the rows, and its labels as numbers", () => {
  const text = "2,4,8,7,9\n1,2,3,4,0\n5,6,7,8,2\n";
  const content = parseText(text, { header: "counts" });
  const dataset = { features: 4, classes: content.classes };
  const read = parseExamples(bytesOf(text), "t.csv", dataset, { header: "counts" });
  assertEquals([read.values, read.labels], [content.values, Uint16Array.of(0, 2)]);
});

const SAME = parseText("x,y,c\n1,2,red\n3,4,green\n");
const WRITTEN: Readonly<Record<string, string | Uint8Array>> = {
  "CR alone": "x,y,c\r1,2,red\r3,4,green\r",
  "CR LF": "x,y,c\r\n1,2,red\r\n3,4,green\r\n",
  "mixed ends": "x,y,c\r1,2,red\n3,4,green\r\n",
  "a byte order mark": "\ufeffx,y,c\n1,2,red\n3,4,green\n",
  "blank lines at the end": "x,y,c\n1,2,red\n3,4,green\n\n  \n\t\n",
  "a name over two lines": 'x,"y","c"\n1,2,red\n3,4,green',
};
for (const [what, text] of Object.entries(WRITTEN)) {
  Deno.test(`parseCsv reads a table with ${what}`, () => {
    assertEquals(parseText(text as string), SAME);
  });
}

Deno.test("parseCsv reads a name over two lines and numbers the lines below it", () => {
  assertEquals(parseText('"sepal\nlength",c\n1,a\n2,b\n').columns?.features, ["sepal\nlength"]);
  assertThrows(
    () => parseText('"sepal\r\nlength",c\n1,a\nx,b\n'),
    SyntaxError,
    'line 4, column 1 (sepal\nlength): "x" is not a number',
  );
});

const SEPARATED: readonly [text: string, says: string, header?: "none"][] = [
  ["a|b|c\n1|2|red\n2|3|blue\n", 'by "|"'],
  ["1.5 2 red\n2  3 blue\n", "by blanks", "none"],
  [
    "0,5;0,25;red\n1,5;2,5;blue\n",
    'by ";", with decimal commas; set delimiter "semicolon" and decimal "comma"',
    "none",
  ],
];
for (const [text, says, header] of SEPARATED) {
  Deno.test(`parseCsv says what ${JSON.stringify(text.split("\n")[0])} is separated by`, () => {
    assertThrows(() => parseText(text, header && { header }), SyntaxError, says);
  });
}

Deno.test("parseCsv says how numbers are written, and that UTF-16 is not accepted", () => {
  assertThrows(() => parseText('x,c\n"1,5",a\n2,b\n'), SyntaxError, "wanted a number such as 1.5");
  assertThrows(() => parseText("x,c\n−1.5,a\n2,b\n"), SyntaxError, "wanted a number such as -1.5");
  assertThrows(
    () => parseCsv(new Uint8Array([0xff, 0xfe, 0x61, 0]), config),
    SyntaxError,
    "UTF-16",
  );
});

const ALIKE = {
  "a whole number and a decimal": ["1", "1.0"],
  "leading zeros": ["01", "1"],
  "an exponent": ["10", "1e1"],
  "zeros": ["0", "-0"],
  "full-width digits": ["1", "１"],
  "Unicode forms": ["café", "cafe\u0301"],
  "a zero-width sign": ["red", "re\u200bd"],
  "a direction mark": ["red", "red\u200f"],
  "blanks inside": ["dark red", "dark  red"],
  "a blank that does not break": ["dark red", "dark\u00a0red"],
  "letters of two scripts": ["cat", "сat"],
} as const;
for (const [what, [one, other]] of Object.entries(ALIKE)) {
  Deno.test(`parseCsv refuses labels that differ by ${what}`, () => {
    assertThrows(
      () => parseText(`x,c\n1,${one}\n2,${other}\n3,${one}\n4,else\n`),
      SyntaxError,
      "(1 of 4 rows, first line 3)",
    );
    const counts = `2,1,${one},${other}\n1,0\n2,1\n`;
    assertThrows(() => parseText(counts, { header: "counts" }), SyntaxError, "look alike");
  });
}

Deno.test("parseCsv keeps numbers apart that only floats confuse, and letters of an alphabet", () => {
  const classes = ["9007199254740992", "9007199254740993", "I", "O", "l"];
  assertEquals(parseText(`x,c\n${classes.map((c) => `1,${c}`).join("\n")}`).classes, classes);
});

Deno.test("loadCsvFile warns of labels that differ in case, blanks or hyphens alone", async () => {
  const text = "x,c\n1,Red\n2,red\n3,not-red\n4,not red\n5,-1\n6,1\n";
  assertEquals((await doubtsOf(text)).alike, [["Red", "red"], ["not red", "not-red"]]);
});

Deno.test("loadCsvFile warns of columns that float32 or the file itself makes constant", async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) =>
      [1.7e9 + 30 * (i % 2), 1.7e9 + 1000 * i + (i === 7 ? 10 : 0), 5, 0.1 * i, i % 2].join(),
  );
  const outlier = rows.map((row, i) => `${i === 0 ? 0 : 1.7e9 + i},${row}`).join("\n");
  const { columns } = await doubtsOf(`o,t,u,k,x,c\n${outlier}\n`);
  assertEquals(columns.map(({ name }) => name), ["o", "t", "k"]);
  assertEquals(columns[1], { name: "t", written: 2, kept: 1 });
  assertEquals(columns[2], { name: "k", written: 1, kept: 1 });
});

Deno.test("loadCsvFile warns of a first example that seems to number the columns", async () => {
  const text = "0,1,target\n0.5,2,red\n1.5,3,green\n2,2,red\n";
  assertEquals((await doubtsOf(text, { header: "none" })).isNumbered, true);
  assertEquals((await doubtsOf(text)).isNumbered, false);
});
