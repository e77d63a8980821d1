/** Tables: the three ways a file begins, labels of every kind, and each refusal with its place. */
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { CsvConfig } from "./csv_config.ts";
import { DATASET_DEFAULTS } from "./registry.ts";
import { loadCsvFile, parseCsv } from "./csv_file.ts";

const config: CsvConfig = {
  kind: "csv",
  ...DATASET_DEFAULTS.csv,
  file: "t.csv",
  header: "none",
  label: -1,
  targets: [],
  preprocess: "standardize",
  trainExamples: "all",
  validationExamples: 1,
  testExamples: 1,
  splitSeed: 0,
};

function parseText(text: string, fields: Partial<CsvConfig> = {}) {
  return parseCsv(new TextEncoder().encode(text), { ...config, ...fields });
}

Deno.test("parseCsv reads scikit-learn's heading: rows, features, classes", () => {
  const text = "3,2,setosa,versicolor\n5.1,3.5,0\n4.9,3.0,1\n7,-1e2,0\n";
  const content = parseText(text, { header: "counts" });
  assertEquals(content.shape, [2]);
  assertEquals(content.values, new Float32Array([5.1, 3.5, 4.9, 3, 7, -100]));
  assertEquals(content.labels, new Uint16Array([0, 1, 0]));
  assertEquals(content.classes, ["setosa", "versicolor"]);
});

Deno.test("parseCsv finds the label by the name of its column", () => {
  const text = 'width,"fruit, by name",height\r\n3,pear,9\r\n\r\n7,"apple",6\r\n';
  const content = parseText(text, { header: "names", label: "fruit, by name" });
  assertEquals(content.values, new Float32Array([3, 9, 7, 6]));
  assertEquals(content.classes, ["apple", "pear"]);
  assertEquals(content.labels, new Uint16Array([1, 0]));
});

Deno.test("parseCsv finds the label by its index from 0", () => {
  const content = parseText("b, 1 ,2\na,3,4", { label: 0 });
  assertEquals(content.values, new Float32Array([1, 2, 3, 4]));
  assertEquals(content.labels, new Uint16Array([1, 0]));
});

Deno.test("parseCsv sorts whole numbers by value and words by code units", () => {
  assertEquals(parseText("1,10\n1,9\n1,-1\n").classes, ["-1", "9", "10"]);
  assertEquals(parseText("1,10\n1,9\n1,x\n").classes, ["10", "9", "x"]);
  assertEquals(parseText("1,b\n1,B\n1,a\n").classes, ["B", "a", "b"]);
});

Deno.test("parseCsv numbers classes the same whatever the order of the rows", () => {
  const [one, other] = [parseText("1,b\n2,a\n"), parseText("2,a\n1,b\n")];
  assertEquals(one.classes, other.classes);
  assertEquals([...one.labels], [...other.labels].toReversed());
});

const REFUSED: readonly [what: string, text: string, Partial<CsvConfig>, message: string][] = [
  [
    "a missing value",
    "1,2,a\n3,,b\n",
    {},
    "Cannot read t.csv, line 2, column 2: the field is empty",
  ],
  [
    "a word",
    "x,y,c\n1,2,a\n\n3,NaN,b\n",
    { header: "names" },
    'line 4, column 2 (y): "NaN" is not a number',
  ],
  ["a hexadecimal number", "1,2,a\n0x1F,4,b\n", {}, 'line 2, column 1: "0x1F" is not a number'],
  [
    "an infinite number",
    "1,2,a\nInfinity,4,b\n",
    {},
    'line 2, column 1: "Infinity" is not a number',
  ],
  [
    "names where there should be none",
    "x,c\n1,a\n",
    {},
    'line 1, column 1: "x" is not a number; set header "names"',
  ],
  [
    "numbers where there should be names",
    "1,2\n3,4\n",
    { header: "names" },
    'line 1: wanted names of columns but all are numbers; set header "none"',
  ],
  ["a column without a name", ",x,c\n1,2,a\n", { header: "names" }, "line 1: column 1 has no name"],
  ["a name twice", "x,x,c\n1,2,a\n", { header: "names" }, 'line 1: two columns have the name "x"'],
  ["an empty label", "1,a\n2,\n", {}, "line 2, column 2: the label is empty"],
  [
    "a heading without counts",
    "x,2,a,b\n1,2,0\n",
    { header: "counts" },
    "line 1: wanted the number of rows, the number of features and at least two names of classes",
  ],
  [
    "too few rows",
    "3,1,a,b\n1,0\n1,1\n",
    { header: "counts" },
    "line 1: it announces 3 rows, the file has 2",
  ],
  [
    "a label that is no class",
    "2,1,a,b\n1,0\n1,2\n",
    { header: "counts" },
    'line 3, column 2: label "2" is not a class; wanted a number from 0 to 1',
  ],
  ["a short row", "1,2,a\n3,b\n", {}, "line 2: it has 2 columns; wanted 3"],
  ["one column", "a\nb\n", {}, "wanted a label or targets and at least one feature, got 1 column"],
  ["an empty file", "\n", {}, "Cannot read t.csv: it has no lines"],
  ["no rows", "x,c\n", { header: "names" }, "Cannot read t.csv: it has no rows of data"],
  [
    "a label over two lines",
    '1,"a\nb"\n2,c\n',
    {},
    'line 1, column 2: label "a\\nb" spans two lines',
  ],
  ["an open quote", '1,"a\n2,b\n', {}, "Cannot read t.csv: "],
];

for (const [what, text, fields, message] of REFUSED) {
  Deno.test(`parseCsv refuses ${what} and says where`, () => {
    assertThrows(() => parseText(text, fields), SyntaxError, message);
  });
}

Deno.test("parseCsv refuses bytes that are not text", () => {
  const bytes = new Uint8Array([0x31, 0x2c, 0xff]);
  assertThrows(
    () => parseCsv(bytes, config),
    SyntaxError,
    "Cannot read t.csv: it is not UTF-8 text",
  );
});

Deno.test("parseCsv refuses numbers that float32 cannot hold", () => {
  const message = 'Cannot read t.csv, line 2, column 1: "-4e38" is too large for float32';
  assertThrows(() => parseText("1,a\n-4e38,b\n"), RangeError, message);
});

Deno.test("parseCsv refuses missing label columns", () => {
  const named = { header: "names", label: "kind" } as const;
  assertThrows(
    () => parseText("x,c\n1,a\n2,b\n", named),
    RangeError,
    'Cannot find label column "kind" of t.csv: wanted one of x, c',
  );
  assertThrows(
    () => parseText("1,a\n2,b\n", { label: "c" }),
    RangeError,
    'columns have names only where header is "names"; wanted an index',
  );
  for (const label of [2, -2, 0.5]) {
    assertThrows(
      () => parseText("1,a\n2,b\n", { label }),
      RangeError,
      `Cannot find label column ${label} of t.csv: wanted −1 or an index from 0 to 1`,
    );
  }
});

Deno.test("parseCsv refuses one class, and more than 16 bits can number", () => {
  assertThrows(() => parseText("1,a\n2,a\n"), RangeError, "it has 1 different values");
  const rows = (count: number) => Array.from({ length: count }, (_, row) => `1,${row}`).join("\n");
  const many = parseText(rows(65536));
  assertEquals([many.classes.length, many.labels.at(-1)], [65536, 65535]);
  assertThrows(
    () => parseText(rows(65537)),
    RangeError,
    "Cannot use column 2 of t.csv as label: it has 65537 different values; wanted 2 to 65536 classes",
  );
});

Deno.test("loadCsvFile reads the configured file and splits it", async () => {
  const asked: string[] = [];
  const text = Array.from({ length: 10 }, (_, row) => `${row},${row % 2}`).join("\n");
  const readFile = (path: string) => {
    asked.push(path);
    return Promise.resolve(new TextEncoder().encode(text));
  };
  const dataset = await loadCsvFile({ ...config, file: "tables/t.csv" }, { readFile });
  assertEquals(asked, ["tables/t.csv"]);
  assertEquals([dataset.train.count, dataset.validation.count, dataset.test.count], [8, 1, 1]);
});

Deno.test("loadCsvFile refuses paths out of the data directory without reading them", async () => {
  const readFile = () => Promise.reject(new Error("must not be asked"));
  const paths = [
    "../t.csv",
    "a/../../t.csv",
    "/t.csv",
    "C:t.csv",
    "a\\t.csv",
    "",
    "a//t.csv",
    "a\0b",
  ];
  for (const file of paths) {
    await assertRejects(
      () => loadCsvFile({ ...config, file }, { readFile }),
      RangeError,
      `Cannot read data file ${
        JSON.stringify(file)
      }: wanted a relative path inside the data directory`,
    );
  }
});
