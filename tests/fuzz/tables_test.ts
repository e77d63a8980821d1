/**
 * Tables as people have them: words, missing cells, other delimiters and splits. Whatever is written,
 * a table is refused with a clear error, or is read to finite numbers that its own encoding gives
 * again; and a million rows are read in bounded memory.
 */
import { DATASET_DEFAULTS, type DatasetConfigOf, parseExamples } from "@samebit/datasets";
import { profileTable, suggestTable } from "@samebit/tables";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cpuUsage } from "node:process";
import { loadCsvFile } from "../../packages/datasets/csv_file.ts";
import { createMemorySource } from "../../packages/datasets/testdata/files.ts";
import { fuzz, isFull, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { damagedText } from "./mutations.ts";

type Config = Partial<DatasetConfigOf<"csv">>;

function loadTable(text: string, config: Config) {
  return loadCsvFile(
    { kind: "csv", file: SOURCE, ...DATASET_DEFAULTS.csv, ...config },
    createMemorySource({ [SOURCE]: new TextEncoder().encode(text) }),
  );
}

const COLUMN = fc.constantFrom<number | string>("size", "colour", "when", "kind", 0, 1, -1, 7, "x");
const CELLS = {
  size: fc.constantFrom("1", "2.5", "2,5", "-3e2", "", "?", "1e39", "word"),
  colour: fc.constantFrom("red", "Red", "blue", "", "?", '"a,b"', '"two\nlines"', "1", "1.0"),
  when: fc.constantFrom("1", "2", "10", "1970-01-01", "1970-01-02", "1.1.70", ""),
  kind: fc.constantFrom("a", "b", "b", "c", "0", "1", "2", ""),
};

/** Tables of four columns, most of them sound. */
const TABLE = fc.record({
  rows: fc.array(fc.record(CELLS), { minLength: 3, maxLength: 14 }),
  sign: fc.constantFrom(",", ";", "\t"),
  end: fc.constantFrom("\n", "\r\n"),
  isSound: fc.boolean(),
}).map(({ rows, sign, end, isSound }) =>
  ["size,colour,when,kind".replaceAll(",", sign)].concat(rows.map((row, at) =>
    [
      isSound ? String(at / 2) : row.size,
      isSound && sign === "," ? row.colour.replaceAll("1.0", "x") : row.colour,
      isSound ? String(at * 7 % 5) : row.when,
      isSound ? "ab"[at % 2] : row.kind,
    ].join(sign)
  )).join(end) + end
);

const CONFIG: fc.Arbitrary<Config> = fc.record({
  delimiter: fc.constantFrom("detect", "detect", "comma", "semicolon", "tab"),
  decimal: fc.constantFrom("point", "point", "comma"),
  drop: fc.oneof(fc.constant([]), fc.constant(["when"]), fc.array(COLUMN, { maxLength: 2 })),
  categorical: fc.oneof(fc.constant(["colour"]), fc.array(COLUMN, { maxLength: 2 })),
  missing: fc.constantFrom("refuse", "mean", "median", "leave-out"),
  missingMarks: fc.constantFrom([], ["?"], ["?", "word"]),
  split: fc.constantFrom("shuffled", "shuffled", "stratified", "by-group", "in-order"),
  splitColumn: fc.option(COLUMN),
  folds: fc.constantFrom(1, 1, 2, 5),
  fold: fc.constantFrom(0, 0, 1, 2),
  validationExamples: fc.constantFrom(0.2, 1, 0.9),
  testExamples: fc.constantFrom(0.2, 1, 3),
  targets: fc.constantFrom([], [], ["size"]),
  preprocess: fc.constantFrom("none", "standardize"),
}, { requiredKeys: [] }) as fc.Arbitrary<Config>;

/** Refusals that are the experiment's fault and name no file. */
const OF_PLAN = /RangeError: Cannot (split|take|cut|fill|predict|standardize) /;

fuzz(
  "loadCsvFile refuses a table with whatever options, or its encoding gives its values again",
  fc.record({
    text: fc.oneof(TABLE, TABLE, damagedText(["size;kind\n1,5;a\n2;b\n"])),
    config: CONFIG,
  }),
  async ({ text, config }) => {
    const dataset = await readOrRefuse(() => loadTable(text, config)).catch((error) => {
      if (!OF_PLAN.test(String(error))) throw error;
    });
    if (!dataset) return;
    const { features, train, validation, test, doubts } = dataset;
    const splits = [train, validation, test];
    const rows = splits.flatMap(({ values, count }) => {
      assertEquals(values.length, count * features);
      return Array.from(
        { length: count },
        (_, row) => values.slice(row * features, (row + 1) * features).join(),
      );
    });
    assert(splits.every(({ values }) => values.every(Number.isFinite)));
    assert([...dataset.factor].every(Number.isFinite));
    if (doubts!.leftOut.length > 0) return;
    assertEquals(rows.length, doubts!.rows);
    const encoded = JSON.parse(JSON.stringify(dataset.encoding));
    const again = parseExamples(
      new TextEncoder().encode(text),
      SOURCE,
      { ...dataset, encoding: encoded },
      { header: "names", delimiter: config.delimiter ?? "detect", targets: config.targets ?? [] },
    );
    const own = Array.from(
      { length: again.count },
      (_, row) => again.values.slice(row * features, (row + 1) * features).join(),
    );
    assertEquals(own.toSorted(), rows.toSorted());
  },
);

fuzz(
  "profileTable refuses whatever text with a clear error, or what it suggests can be written down",
  fc.oneof(TABLE, fc.string({ unit: "binary" }), damagedText(["a,b\n1,2\n3,x\n", '"a";b\n1,5;\n'])),
  async (text) => {
    const bytes = new TextEncoder().encode(text);
    const profile = await readOrRefuse(() => profileTable(bytes, SOURCE));
    if (profile === undefined) return;
    const { fields, answer } = suggestTable(profile);
    assertEquals(JSON.parse(JSON.stringify(fields)), fields);
    assert(typeof answer === "string" || answer < profile.columns.length);
  },
);

/** A million rows of ten columns, about 70 MB. */
function writeMillion(): Uint8Array {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(80_000_000);
  let at = encoder.encodeInto("a,b,c,d,e,f,g,h,colour,y\n", bytes).written;
  for (let row = 0; row < 1e6; row++) {
    const cell = (i: number) => ((row * 7919 + i * 104_729) % 100_003 / 1e4).toFixed(4);
    const cells = Array.from({ length: 8 }, (_, i) => i === 3 && row % 50 === 0 ? "" : cell(i));
    const line = `${cells.join()},${["red", "green", "blue"][row % 3]},${cell(9)}\n`;
    at += encoder.encodeInto(line, bytes.subarray(at)).written;
  }
  return bytes.subarray(0, at);
}

Deno.test({
  name: "loadCsvFile reads a million rows in a minute of one core and 1 GiB",
  ignore: !isFull,
  async fn() {
    const bytes = writeMillion();
    const { rss } = Deno.memoryUsage();
    const before = cpuUsage();
    let most = 0;
    const timer = setInterval(() => most = Math.max(most, Deno.memoryUsage().rss), 100);
    const dataset = await loadCsvFile({
      kind: "csv",
      file: SOURCE,
      ...DATASET_DEFAULTS.csv,
      targets: ["y"],
      categorical: ["colour"],
      missing: "mean",
    }, createMemorySource({ [SOURCE]: bytes }));
    clearInterval(timer);
    const { user, system } = cpuUsage(before);
    most = Math.max(most, Deno.memoryUsage().rss);
    assertEquals([dataset.features, dataset.train.count, dataset.doubts!.filled], [11, 6e5, 2e4]);
    assert(user + system < 60e6, `it took ${(user + system) / 1e6} s of the processor`);
    assert(most - rss < 2 ** 30, `it took ${(most - rss) / 2 ** 20} MiB`);
  },
});
