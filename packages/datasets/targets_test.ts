/** Tables whose rows have numbers to be predicted: read, split, standardized, and each refusal. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createTargetMap, hashContent } from "@samebit/splits";
import type { CsvConfig } from "./csv_config.ts";
import { loadCsvFile, parseCsv } from "./csv_file.ts";
import { type ExamplesOptions, parseExamples } from "./examples.ts";
import { DATASET_DEFAULTS } from "./registry.ts";

const config: CsvConfig = {
  kind: "csv",
  ...DATASET_DEFAULTS.csv,
  file: "t.csv",
  header: "names",
  label: -1,
  targets: ["price"],
  preprocess: "standardize",
  trainExamples: "all",
  validationExamples: 1,
  testExamples: 1,
  splitSeed: 0,
};

function parseText(text: string, fields: Partial<CsvConfig> = {}) {
  return parseCsv(new TextEncoder().encode(text), { ...config, ...fields });
}

function load(text: string, fields: Partial<CsvConfig> = {}) {
  const readFile = () => Promise.resolve(new TextEncoder().encode(text));
  return loadCsvFile({ ...config, ...fields }, { readFile });
}

Deno.test("parseCsv reads targets by name, as they are written, and makes no classes of them", () => {
  const { targets, ...content } = parseText("size,price,rooms\n50,0.1,2\n80,1e3,3\n");
  assertEquals(content.values, Float32Array.of(50, 2, 80, 3));
  assertEquals([targets!.names, [...targets!.values]], [["price"], [0.1, 1000]]);
  assertEquals([content.classes, content.labels.length], [[], 0]);
  assertEquals(content.columns, { features: ["size", "rooms"] });
});

Deno.test("parseCsv reads several targets in the order in which they are named", () => {
  const { values, targets } = parseText("1,2,3\n4,5,6\n", { header: "none", targets: [-1, 0] });
  assertEquals(values, Float32Array.of(2, 5));
  assertEquals([targets!.names, [...targets!.values]], [["number 2", "number 0"], [3, 1, 6, 4]]);
});

const REFUSED: readonly [what: string, text: string, Partial<CsvConfig>, message: string][] = [
  ["an empty target", "size,price\n1,2\n3,\n", {}, "line 3, column 2 (price): the field is empty"],
  ["NaN", "size,price\n1,NaN\n", {}, 'line 2, column 2 (price): "NaN" is not a number'],
  ["a word", "size,price\n1,cheap\n", {}, 'line 2, column 2 (price): "cheap" is not a number'],
  ["a target that is not there", "size,cost\n1,2\n", {}, 'Cannot find target column "price"'],
  [
    "a target named twice",
    "size,price\n1,2\n",
    { targets: ["price", 1] },
    'target "price" is named twice',
  ],
  [
    "targets alone",
    "size,price\n1,2\n",
    { targets: ["price", "size"] },
    "all 2 columns are targets; wanted at least one feature",
  ],
  [
    "a label beside targets",
    "size,price,kind\n1,2,a\n",
    { label: "kind" },
    'label is "kind" and targets is ["price"]; wanted one of them',
  ],
  [
    "classes in the first line",
    "1,1,a,b\n1,2\n",
    { header: "counts" },
    'header "counts" names classes, and targets are numbers; wanted header "names" or "none"',
  ],
];

for (const [what, text, fields, message] of REFUSED) {
  Deno.test(`parseCsv refuses ${what}, where targets are wanted`, () => {
    assertThrows(() => parseText(text, fields), Error, message);
  });
}

const ROWS = Array.from({ length: 8 }, (_, i) => `${i},${10 * i + (i % 3)}`);

Deno.test("loadCsvFile standardizes targets by the train split alone", async () => {
  const { train, validation, test, targets } = await load(`size,price\n${ROWS.join("\n")}\n`);
  assertEquals([train.count, train.labels.length, train.targets!.length], [6, 0, 6]);
  const all = [train, validation, test].flatMap((split) => [...split.targets!]);
  assertEquals(all.toSorted((a, b) => a - b), ROWS.map((row) => Number(row.split(",")[1])));
  const mean = train.targets!.reduce((sum, target) => sum + target, 0) / 6;
  const squares = train.targets!.map((target) => (target - mean) * (target - mean));
  const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 6);
  assertEquals([targets!.names, [...targets!.mean], [...targets!.deviation]], [
    ["price"],
    [mean],
    [deviation],
  ]);
});

Deno.test("createTargetMap looks for equal values and not for a small deviation", () => {
  const tenths = new Float64Array(10).fill(0.1);
  const { mean, deviation } = createTargetMap(tenths, ["a"]);
  assertEquals([mean[0], deviation[0]], [0.1, 0]);
  const map = createTargetMap(Float64Array.of(1, 1 + 2 ** -50), ["a"]);
  assert(map.deviation[0]! > 0);
});

Deno.test("loadCsvFile knows where the first target stands that is neither 0 nor 1", async () => {
  const text = `size,red,round\n${"1,0,1\n2,1,1\n\n".repeat(5)}3,1,0.5\n4,2,1\n`;
  const { targets } = await load(text, { targets: ["red", "round"] });
  assertEquals(targets!.nonBinary, { place: "t.csv, line 17, column 3 (round)", value: 0.5 });
  const whole = await load(text.replace("0.5", "0").replace("2,1\n", "0,1\n"), {
    targets: ["red", "round"],
  });
  assertEquals(whole.targets!.nonBinary, undefined);
});

Deno.test("hashContent tells targets from classes and from other targets", () => {
  const [shape, values] = [[1], Float32Array.of(1, 2)];
  const labels = new Uint16Array(0);
  const of = (...targets: number[]) =>
    hashContent({
      shape,
      values,
      labels,
      classes: [],
      targets: { names: ["a"], values: Float64Array.from(targets) },
    });
  const classes = hashContent({ shape, values, labels: Uint16Array.of(0, 1), classes: ["0", "1"] });
  assertEquals(new Set([of(0, 1), of(0, 1 + 2 ** -52), classes]).size, 3);
});

Deno.test("hashContent hashes targets as its documentation says", async () => {
  const text = 'samebit content 1\n{"examples":1,"shape":[1],"type":"uint8","targets":2}\n';
  const targets = [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0];
  const bytes = Uint8Array.of(...new TextEncoder().encode(text), 7, ...targets);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  const content = {
    shape: [1],
    values: Uint8Array.of(7),
    labels: new Uint16Array(0),
    classes: [],
    targets: { names: ["a", "b"], values: Float64Array.of(1, -2) },
  };
  assertEquals(hashContent(content), digest);
});

const map = { names: ["price"], mean: Float64Array.of(0), deviation: Float64Array.of(1) };
const NAMED = { features: 2, classes: [], targets: map, columns: { features: ["size", "rooms"] } };
const UNNAMED = { features: 2, classes: [], targets: map };

function parseNew(
  text: string,
  dataset: typeof NAMED | typeof UNNAMED = NAMED,
  options: ExamplesOptions = { header: "names" },
) {
  return parseExamples(new TextEncoder().encode(text), "new.csv", dataset, options);
}

Deno.test("parseExamples finds targets by name, and does without them", () => {
  const values = Float32Array.of(50, 2);
  assertEquals(parseNew("rooms,price,size\n2,0.1,50\n"), {
    values,
    targets: Float64Array.of(0.1),
    nonBinary: { place: "new.csv, line 2, column 2 (price)", value: 0.1 },
    count: 1,
  });
  assertEquals(parseNew("rooms,size\n2,50\n"), { values, count: 1 });
});

Deno.test("parseExamples finds nothing amiss in targets of zeros and ones", () => {
  assertEquals("nonBinary" in parseNew("rooms,price,size\n2,0,50\n3,1,60\n"), false);
});

Deno.test("parseExamples finds targets without names if the run's data have them", () => {
  const options = { header: "none", targets: [0] } as const;
  assertEquals(parseNew("9,50,2\n", UNNAMED, options), {
    values: Float32Array.of(50, 2),
    targets: Float64Array.of(9),
    nonBinary: { place: "new.csv, line 1, column 1", value: 9 },
    count: 1,
  });
  assertThrows(
    () => parseNew("1,2,3,4\n", UNNAMED, options),
    SyntaxError,
    "its rows have 4 columns, the network was trained on 2 features; wanted 2 columns, or 1 more " +
      "for the targets",
  );
});

Deno.test("parseExamples names a column that is neither feature nor target", () => {
  assertThrows(
    () => parseNew("size,rooms,cost\n50,2,1\n"),
    SyntaxError,
    'column "cost" is neither a feature nor one of the targets "price"; the features are size, rooms',
  );
});
