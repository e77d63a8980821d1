/**
 * Input that is far larger than anybody wants, or claims to be: every reader ends soon, takes
 * memory in proportion, and says what is wrong in a few lines.
 */
import { checkExperiment } from "@samebit/experiment";
import { formatLock, parseLock } from "@samebit/locks";
import { DATASET_DEFAULTS, parseExamples } from "@samebit/datasets";
import { loadCsvFile } from "../../packages/datasets/csv_file.ts";
import {
  parseExperimentRecord,
  parseLog,
  parseRunRecord,
  parseSafetensors,
  STEP_COLUMNS,
} from "@samebit/runlog";
import { assert } from "@std/assert";
import { readIdx } from "../../packages/datasets/idx.ts";
import { createMemorySource, gzip } from "../../packages/datasets/testdata/files.ts";
import { sampleLock } from "../../packages/locks/lock/sample_lock.ts";
import { inTime, isFull, readOrRefuse, SOURCE } from "./fuzzing.ts";

const MANY = Array.from({ length: isFull ? 100_000 : 10_000 }, (_, i) => i);
const NAMES = MANY.map((i) => `n${i}`);
const LONG = "x".repeat(1e6);
const DEEP = "[".repeat(1e6) + "]".repeat(1e6);
const HASH = "0".repeat(64);
const LOCK = JSON.parse(formatLock(sampleLock())) as Record<string, unknown>;

/** What a reader may take for any of these; the largest is some megabytes. */
const MOST_BYTES = 2 ** 30;

function experimentWith(fields: object, base: object = {}) {
  return checkExperiment({
    title: "Large",
    question: "How large?",
    expectation: "Too large",
    base: {
      dataset: { kind: "digits" },
      model: { kind: "fully-connected", hidden: [10] },
      optimizer: { kind: "sgd", learningRate: 0.1 },
      epochs: 1,
      ...base,
    },
    seeds: [1],
    ...fields,
  }, SOURCE);
}

function claimed(count: number) {
  const names = NAMES.slice(0, count);
  return names.map((lower) => ({ says: "x", metric: "trainLoss", lower, than: 1 }));
}

function loadTable(
  text: string,
  header: "names" | "counts" = "names",
  label: number | string = -1,
) {
  const sizes = { validationExamples: 1, testExamples: 1 };
  return loadCsvFile(
    { kind: "csv", file: SOURCE, ...DATASET_DEFAULTS.csv, ...sizes, header, label },
    createMemorySource({ [SOURCE]: new TextEncoder().encode(text) }),
  );
}

function judgeTable(text: string, names?: string[]) {
  const dataset = {
    features: names?.length ?? 1,
    classes: NAMES.slice(0, 256),
    ...(names !== undefined && { columns: { features: names, label: "label" } }),
  };
  return parseExamples(new TextEncoder().encode(text), SOURCE, dataset, { header: "names" });
}

function arraysWith(header: string, claimedBytes?: bigint) {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, claimedBytes ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return parseSafetensors(bytes, SOURCE);
}

function array(fields: object) {
  return JSON.stringify({ a: { dtype: "F32", shape: [1], data_offsets: [0, 4], ...fields } });
}

async function unpack(unpacked: number) {
  // Zeros pack to a thousandth: a small file that unpacks to far more than any reader wants.
  const source = createMemorySource({ [SOURCE]: await gzip(new Uint8Array(unpacked)) });
  return await readIdx(source, SOURCE, { axes: [28, 28], maxCount: 1000, remedy: "fetch it" });
}

const RUN = `"identity":"${HASH}","contract":1,"dataHash":"${HASH}","warnings":[]`;

const CASES: Readonly<Record<string, () => unknown>> = {
  "checkExperiment, seeds": () => experimentWith({ seeds: MANY }),
  "checkExperiment, values of an axis": () => experimentWith({ compare: { l2: MANY } }),
  "checkExperiment, combinations": () =>
    experimentWith({
      compare: { l2: MANY.slice(0, 100), epochs: MANY.slice(1, MANY.length / 100) },
    }),
  "checkExperiment, more runs than there may be": () =>
    experimentWith({ compare: { l2: MANY, epochs: MANY } }),
  "checkExperiment, unknown axes": () =>
    experimentWith({ compare: Object.fromEntries(NAMES.map((name) => [name, [1]])) }),
  "checkExperiment, unknown fields": () =>
    experimentWith(Object.fromEntries(NAMES.map((name) => [name, 1]))),
  "checkExperiment, claims about nothing": () => experimentWith({ claims: claimed(MANY.length) }),
  "checkExperiment, claims and variants": () =>
    experimentWith({ compare: { l2: MANY }, claims: claimed(1000) }),
  "checkExperiment, layers": () =>
    experimentWith({}, { model: { kind: "fully-connected", hidden: MANY } }),
  "checkExperiment, a long word": () => experimentWith({}, { loss: LONG }),
  "checkExperiment, a long field": () => experimentWith({ [LONG]: 1 }),
  "checkExperiment, depth": () => experimentWith({ title: JSON.parse(DEEP) }),

  "parseLock, fields": () =>
    parseLock(JSON.stringify({ ...LOCK, ...Object.fromEntries(MANY.entries()) }), SOURCE),
  "parseLock, runs": () =>
    parseLock(
      JSON.stringify({ ...LOCK, runs: MANY.map(() => (LOCK["runs"] as unknown[])[0]) }),
      SOURCE,
    ),
  "parseLock, depth": () => parseLock(DEEP, SOURCE),

  "parseLog, columns": () =>
    parseLog(["step,epoch,learningRate,trainLoss", ...NAMES, "\n"].join(), STEP_COLUMNS, SOURCE, {
      extra: "read",
    }),
  "parseLog, rows": () =>
    parseLog("step,epoch,learningRate,trainLoss\n" + "1,1,1,\n".repeat(1e6), STEP_COLUMNS, SOURCE),
  "parseLog, a long field": () =>
    parseLog(`step,epoch,learningRate,trainLoss\n${LONG},1,1,1\n`, STEP_COLUMNS, SOURCE),

  "parseRunRecord, depth": () => parseRunRecord(DEEP, SOURCE),
  "parseRunRecord, depth of a plan": () =>
    parseRunRecord(`{${RUN},"plan":${'{"a":'.repeat(1e5)}1${"}".repeat(1e5)}}`, SOURCE),
  "parseRunRecord, a long field": () => parseRunRecord(`{"${LONG}":1}`, SOURCE),
  "parseRunRecord, a long value": () => parseRunRecord(`{"identity":"${LONG}"}`, SOURCE),
  "parseExperimentRecord, a long number": () => parseExperimentRecord("1".repeat(1e6), SOURCE),

  "parseSafetensors, a claimed header of 2^63 bytes": () => arraysWith("{}", 2n ** 63n),
  "parseSafetensors, a claimed array of 2^53 numbers": () =>
    arraysWith(array({ shape: [2 ** 53 - 1], data_offsets: [0, 2 ** 53 - 1] })),
  "parseSafetensors, a claimed array beyond all numbers": () =>
    arraysWith(array({ shape: MANY.map(() => 2 ** 40) })),
  "parseSafetensors, arrays": () =>
    arraysWith(
      `{${NAMES.map((name) => `"${name}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`)}}`,
    ),
  "parseSafetensors, a long name": () => arraysWith(`{"${LONG}":1}`),
  "parseSafetensors, a long type": () => arraysWith(array({ dtype: LONG })),
  "parseSafetensors, a deep type": () => arraysWith(array({ dtype: JSON.parse(DEEP) })),

  "readIdx, what unpacks to 64 MiB": () => unpack(2 ** 26),

  "loadCsvFile, columns": () => loadTable(`${NAMES}\n${MANY}\n`),
  "loadCsvFile, columns and a wrong label": () => loadTable(`${NAMES}\n${MANY}\n`, "names", "z"),
  "loadCsvFile, classes": () => loadTable(`a,b\n${MANY.map((i) => `${i},${i}\n`).join("")}`),
  "loadCsvFile, a claimed number of features": () => loadTable("1,999999999,a,b\n1,0\n", "counts"),
  "loadCsvFile, an open quote": () => loadTable('a,b\n"' + "x\n".repeat(1e6)),
  "loadCsvFile, empty lines": () => loadTable("\n".repeat(1e6)),

  "parseExamples, columns": () => judgeTable(`${NAMES.toReversed()}\n${MANY}\n`, NAMES),
  "parseExamples, columns that are missing": () => judgeTable("n1\n1\n", NAMES),
  "parseExamples, columns that are strange": () => judgeTable(`${NAMES}\n${MANY}\n`, ["a"]),
  "parseExamples, too many columns": () => judgeTable(`${MANY}\n`),
  "parseExamples, a long label": () => judgeTable(`1,${LONG}\n`),
};

for (const [name, read] of Object.entries(CASES)) {
  Deno.test(`${name}: soon and in proportion`, async () => {
    const before = Deno.memoryUsage().rss;
    await inTime(async () => void await readOrRefuse(read));
    const taken = Deno.memoryUsage().rss - before;
    assert(taken < MOST_BYTES, `${taken} bytes were taken`);
  });
}
