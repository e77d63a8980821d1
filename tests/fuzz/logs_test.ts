/**
 * The readers of logs and records.
 */
import {
  type ExperimentRecord,
  formatHeader,
  formatRecord,
  formatRow,
  type Json,
  LAYER_COLUMNS,
  type LogTable,
  parseExperimentRecord,
  parseLog,
  parseRunRecord,
  recordsOf,
  type RunRecord,
  STEP_COLUMNS,
} from "@samebit/runlog";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { anyJson, damagedJson, damagedText } from "./mutations.ts";

const { epochs: EPOCHS } = recordsOf("classification");

const hash = "0123456789abcdef".repeat(4);
const number = fc.double();
const count = fc.nat(1e9);

const steps = fc.array(
  fc.record({ step: count, epoch: count, learningRate: number, trainLoss: number }),
  { maxLength: 12 },
);

function textOf(rows: readonly Readonly<Record<string, number>>[]): string {
  return formatHeader(STEP_COLUMNS) + rows.map((row) => formatRow(STEP_COLUMNS, row)).join("");
}

/** A log as rows again. */
function rowsOf({ names, values, rows }: LogTable): Record<string, number>[] {
  return Array.from(
    { length: rows },
    (_, row) => Object.fromEntries(names.map((name) => [name, values[name]![row]!])),
  );
}

const layers = fc.array(
  fc.record(
    Object.fromEntries(
      LAYER_COLUMNS.map(({ name, precision }) => [name, precision === "integer" ? count : number]),
    ),
  ),
  { maxLength: 12 },
);

fuzz("parseLog gives back every number of a log of layers, which may be none", layers, (rows) => {
  const lines = rows.map((row) => formatRow(LAYER_COLUMNS, row));
  const table = parseLog(formatHeader(LAYER_COLUMNS) + lines.join(""), LAYER_COLUMNS, SOURCE);
  assertEquals(rowsOf(table), rows.map((row) => ({ ...row })));
});

fuzz("parseLog gives back every number that was written", steps, (rows) => {
  const table = parseLog(textOf(rows), STEP_COLUMNS, SOURCE);
  const found = rowsOf(table);
  assertEquals(found.length, rows.length);
  rows.forEach((row, at) => {
    for (const [name, value] of Object.entries(row)) assert(Object.is(found[at]![name], value));
  });
});

fuzz(
  "parseLog reads a log that is cut anywhere up to its last whole line",
  fc.tuple(steps, fc.double({ min: 0, max: 1, noNaN: true })),
  ([rows, share]) => {
    const text = textOf(rows);
    const cut = text.slice(0, Math.floor(share * text.length));
    const { wholeBytes, rows: found } = parseLog(cut, STEP_COLUMNS, SOURCE, { torn: "drop" });
    assertEquals(wholeBytes, cut.lastIndexOf("\n") + 1);
    assertEquals(found, Math.max(0, cut.split("\n").length - 2));
  },
);

const LOGS = [
  "step,epoch,layer,gradientNorm,weightNorm\n1,1,1,0.5,2.25\n1,1,2,0.25,NaN\n",
  textOf([{ step: 1, epoch: 1, learningRate: 0.01, trainLoss: 2.302585092994046 }]),
  textOf([1, 2, 3].map((step) => ({ step, epoch: 1, learningRate: 1e-7, trainLoss: NaN }))),
  "step,epoch,learningRate,trainLoss,gradientNorm/W1\n1,1,0.1,-0,Infinity\n2,1,0.1,1e+21,5e-324\n",
];

fuzz(
  "parseLog refuses a changed log with a clear error, or reads numbers that it writes again",
  fc.tuple(
    fc.oneof(damagedText(LOGS), fc.string({ unit: "binary" })),
    fc.constantFrom("reject" as const, "drop" as const),
    fc.constantFrom("reject" as const, "read" as const),
  ),
  async ([text, torn, extra]) => {
    const options = { torn, extra };
    const table = await readOrRefuse(() => parseLog(text, STEP_COLUMNS, SOURCE, options));
    if (table === undefined) return;
    const columns = table.names.map((name) => ({ ...STEP_COLUMNS[2], name }));
    const again = formatHeader(columns) +
      rowsOf(table).map((row) => formatRow(columns, row)).join("");
    assertEquals(parseLog(again, STEP_COLUMNS, SOURCE, options).values, table.values);
  },
);

const row = { epoch: 1, trainLoss: 1, trainAccuracy: 1, validationLoss: 1, validationAccuracy: 1 };
const RUN: RunRecord = {
  identity: hash,
  contract: 1,
  dataHash: hash,
  plan: { seed: 1, model: { hidden: [10, null, true, "a"] } },
  warnings: ["not the official files"],
  ended: "diverged",
  result: {
    steps: 3,
    epochs: 1,
    final: { ...row, trainLoss: NaN },
    best: row,
    test: { accuracy: -0, loss: Infinity, examples: 3 },
    divergedAt: { step: 3, place: "layer 2" },
  },
};
const BEGUN: RunRecord = { identity: hash, contract: 1, dataHash: hash, plan: {}, warnings: [] };
const EXPERIMENT: ExperimentRecord = {
  slug: "a-b",
  title: "<b>",
  question: "?",
  expectation: "",
  claims: [{ says: "x", metric: "testLoss", lower: "a", than: 0.5, must: true }],
  declaration: { base: { l2: 0 } },
  runs: [{
    variant: "a",
    compared: { l2: "0" },
    tuned: {},
    seed: 1,
    identity: hash,
    folder: "runs/a-seed1-01234567",
  }],
};

const rows = fc.record(Object.fromEntries(EPOCHS.map(({ name }) => [name, number])));
const runs = fc.tuple(
  rows,
  rows,
  number,
  fc.constantFrom("completed", "stopped early"),
  fc.string(),
)
  .map(([final, best, loss, ended, warning]) => ({
    ...RUN,
    ended,
    warnings: [warning],
    plan: { [warning]: warning },
    result: { ...RUN.result, final, best, test: { accuracy: 0.5, loss, examples: 1 } },
  } as unknown as RunRecord));

fuzz("parseRunRecord gives back every record that was written", runs, (record) => {
  assertEquals(parseRunRecord(formatRecord(record), SOURCE), record);
});

const READERS = [
  { name: "parseRunRecord", parse: parseRunRecord, right: [RUN, BEGUN] },
  { name: "parseExperimentRecord", parse: parseExperimentRecord, right: [EXPERIMENT] },
] as const;

for (const { name, parse, right } of READERS) {
  const texts = right.map((record: RunRecord | ExperimentRecord) => formatRecord(record));
  const judge = async (text: string) => {
    const record = await readOrRefuse(() => parse(text, SOURCE));
    if (record !== undefined) assertEquals(parse(formatRecord(record), SOURCE), record);
  };
  fuzz(
    `${name} refuses a changed text with a clear error, or reads what it writes again`,
    fc.oneof(damagedText(texts), fc.string({ unit: "binary" })),
    judge,
  );
  fuzz(
    `${name} refuses changed values with a clear error, or reads what it writes again`,
    fc.oneof(damagedJson(texts.map((text) => JSON.parse(text) as Json)), anyJson),
    (value) => judge(JSON.stringify(value)),
  );
}
