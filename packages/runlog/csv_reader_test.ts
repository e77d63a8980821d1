import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Column } from "./column.ts";
import { STEP_COLUMNS, TIMING_COLUMNS } from "./columns.ts";
import { parseLog } from "./csv_reader.ts";
import { formatHeader, formatRow } from "./csv_writer.ts";

const HEADER = "step,epoch,learningRate,trainLoss\n";
const NUMBER = { name: "x", title: "X", unit: "", precision: "float64", format: "g" } as const;

/** 32 scattered bits for each index: a multiplication and shifts, enough to vary test data. */
function bits(index: number): number {
  let x = Math.imul(index + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  return (x ^ (x >>> 13)) >>> 0;
}

function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}

Deno.test("parseLog reads back every float64 that formatRow writes, bit for bit", () => {
  const words = Uint32Array.from({ length: 2 * 20_000 }, (_, at) => bits(at));
  const random = [...new Float64Array(words.buffer)].filter((x) => !Number.isNaN(x));
  const edges = [0, -0, 1, -1, 5e-324, 2 ** -1022, Number.MAX_VALUE, 2 ** 53, 1e21, 1e-7];
  const all = [...edges, Infinity, -Infinity, NaN, ...edges.map((x) => -x), ...random];
  const text = formatHeader([NUMBER]) + all.map((x) => formatRow([NUMBER], { x })).join("");
  const log = parseLog(text, [NUMBER], "x.csv");
  assertEquals(log.rows, all.length);
  assertEquals(log.wholeBytes, text.length);
  assertEquals(wordsOf(log.values.x), wordsOf(Float64Array.from(all)));
});

Deno.test("parseLog reads back float32 numbers in their shortest float64 form", () => {
  const floats = new Float32Array(Uint32Array.from({ length: 5_000 }, (_, at) => bits(at)).buffer)
    .filter((x) => !Number.isNaN(x));
  const text = formatHeader([NUMBER]) +
    [...floats].map((x) => formatRow([NUMBER], { x })).join("");
  const back = Float32Array.from(parseLog(text, [NUMBER], "x.csv").values.x);
  assertEquals(new Uint32Array(back.buffer), new Uint32Array(floats.buffer, 0, floats.length));
});

Deno.test("parseLog gives one typed array for each column", () => {
  const log = parseLog(HEADER + "1,1,0.5,2.25\n2,1,0.5,NaN\n", STEP_COLUMNS, "steps.csv");
  assertEquals(log.names, ["step", "epoch", "learningRate", "trainLoss"]);
  assertEquals(log.values.step, new Float64Array([1, 2]));
  assertEquals(log.values.trainLoss, new Float64Array([2.25, NaN]));
});

Deno.test("parseLog reads a log without rows", () => {
  assertEquals(parseLog(HEADER, STEP_COLUMNS, "steps.csv").rows, 0);
});

Deno.test("parseLog names file, line and column of what it cannot read", () => {
  const cases: [string, string][] = [
    ["", "steps.csv:1: column 1 is missing"],
    ["step,epoch\n", "steps.csv:1: column 3 is missing"],
    ["step,epoch,lr,trainLoss\n", 'steps.csv:1: column 3 is "lr"; wanted "learningRate"'],
    ["\uFEFF" + HEADER, "steps.csv:1: column 1 is"],
    [HEADER.replace("\n", ",more\n"), 'steps.csv:1: column 5, "more", is not declared'],
    [HEADER + "1,1,1\n", "steps.csv:2: 3 fields; wanted 4"],
    [HEADER + "1,1,1,1\n1,1,1,1,1\n", "steps.csv:3: 5 fields; wanted 4"],
    [HEADER + "1,1,1,1\n\n2,1,1,1\n", "steps.csv:3: the line is empty"],
    [HEADER + "1,1,1,1\r\n", 'steps.csv:2: "\\r" cannot occur in a log'],
    [HEADER + '"1",1,1,1\n', "steps.csv:2"],
    [HEADER + "1,1,1,1\n2,1,,1\n", 'steps.csv:3: column "learningRate" is ""; wanted a number'],
    [HEADER + "1.5,1,1,1\n", 'steps.csv:2: column "step" is "1.5"; wanted an integer'],
    [HEADER + "1,1,1,1", "steps.csv:2: the last line has no line feed"],
  ];
  for (const [text, message] of cases) {
    assertThrows(() => parseLog(text, STEP_COLUMNS, "steps.csv"), SyntaxError, message);
  }
});

Deno.test("parseLog takes no spelling of a number but the writer's kind", () => {
  for (
    const field of ["0x10", " 1", "1 ", "+1", ".5", "1.", "1e5", "1e999", "nan", "inf", "=1+1"]
  ) {
    assertThrows(
      () => parseLog(`x\n${field}\n`, [NUMBER], "x.csv"),
      SyntaxError,
      `x.csv:2: column "x" is ${JSON.stringify(field)}; wanted a number`,
    );
  }
});

Deno.test("parseLog drops an incomplete last line, cut at any byte, and says where it begins", () => {
  const rows = ["1,1,0.5,2.25\n", "2,1,0.5,-1.5e-7\n", "3,2,0.25,Infinity\n"];
  const text = HEADER + rows.join("");
  for (let cut = 0; cut <= text.length; cut++) {
    const log = parseLog(text.slice(0, cut), STEP_COLUMNS, "steps.csv", { torn: "drop" });
    const whole = text.slice(0, log.wholeBytes);
    assert(whole === "" || whole.endsWith("\n"));
    assert(!text.slice(log.wholeBytes, cut).includes("\n"));
    assertEquals(log.rows, Math.max(0, whole.split("\n").length - 2));
  }
});

Deno.test("parseLog refuses an incomplete header of another log", () => {
  assertThrows(
    () => parseLog("epo", STEP_COLUMNS, "steps.csv", { torn: "drop" }),
    SyntaxError,
    "steps.csv:1: the torn header",
  );
});

Deno.test("parseLog reads columns after the declared ones when asked to", () => {
  const text = "epoch,wallSeconds,deadUnits.relu1\n0,1.5,0.25\n";
  const log = parseLog(text, TIMING_COLUMNS, "timing.csv", { extra: "read" });
  assertEquals(log.values["deadUnits.relu1"], new Float64Array([0.25]));
  const columns: readonly Column[] = TIMING_COLUMNS;
  for (const twice of ["epoch", "__proto__"]) {
    assertThrows(
      () => parseLog(`epoch,wallSeconds,${twice}\n`, columns, "t.csv", { extra: "read" }),
      SyntaxError,
      "t.csv:1: column 3",
    );
  }
});
