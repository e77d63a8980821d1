import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { ExperimentRecord, RunRecord } from "./record.ts";
import { formatRecord, parseExperimentRecord, parseRunRecord } from "./record_text.ts";

const ROW = {
  epoch: 2,
  trainLoss: 0.5,
  trainAccuracy: 0.75,
  validationLoss: 0.625,
  validationAccuracy: 0.6875,
};

const RUN: RunRecord = {
  identity: "0".repeat(64),
  contract: 1,
  dataHash: "f".repeat(64),
  plan: { dataset: { kind: "digits" }, hidden: [100, 100], seed: 1 },
  warnings: ["not the official files"],
  ended: "completed",
  result: {
    steps: 20,
    epochs: 2,
    final: ROW,
    best: { ...ROW, epoch: 1 },
    test: { accuracy: 0.7, loss: 0.6, examples: 360 },
  },
};

const EXPERIMENT: ExperimentRecord = {
  slug: "update-rules",
  title: "Update rules compared",
  question: "Which?",
  expectation: "Adam",
  claims: [
    { says: "Adam ends lower", metric: "trainLoss", lower: "adam", than: "sgd", must: true },
    { says: "Adam is good", metric: "testAccuracy", higher: "adam", than: 0.95 },
    { says: "It begins at ln 10", metric: "firstLoss", near: "adam", within: 0.1, than: 2.3 },
  ],
  report: [
    { kind: "text", heading: "First", text: "A {{trainLoss of adam}}" },
    { kind: "chart", name: "gap", caption: "Small" },
    { kind: "section", name: "summary" },
  ],
  declaration: { title: "Update rules compared" },
  runs: [{
    variant: "adam",
    compared: { optimizer: "adam" },
    tuned: {},
    seed: 1,
    identity: "a".repeat(64),
    folder: "runs/adam-seed1-aaaaaaaa",
  }],
};

/** The record with one field, named by its path, replaced; `undefined` removes it. */
function changed(record: object, path: string, value: unknown): string {
  const copy = JSON.parse(JSON.stringify(record));
  const steps = path.split(".");
  const last = steps.pop()!;
  const parent = steps.reduce((node, step) => node[step], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(copy);
}

Deno.test("formatRecord and parseRunRecord are inverse", () => {
  const text = formatRecord(RUN);
  assertEquals(parseRunRecord(text, "run.json"), RUN);
  assertEquals(formatRecord(parseRunRecord(text, "run.json")), text);
});

Deno.test("formatRecord and parseExperimentRecord are inverse", () => {
  const text = formatRecord(EXPERIMENT);
  assertEquals(parseExperimentRecord(text, "experiment.json"), EXPERIMENT);
});

Deno.test("formatRecord writes the declared order of keys, whatever the object's", () => {
  const { identity, plan, ...rest } = RUN;
  assertEquals(formatRecord({ plan, ...rest, identity }), formatRecord(RUN));
  assert(formatRecord(RUN).startsWith('{\n  "identity": "0000'));
  assert(formatRecord(RUN).endsWith("}\n"));
});

Deno.test("formatRecord keeps numbers that JSON does not have", () => {
  const final = { ...ROW, trainLoss: NaN, validationLoss: Infinity, validationAccuracy: -0 };
  const divergedAt = { step: 12, place: "affine3" };
  const run: RunRecord = {
    ...RUN,
    ended: "diverged",
    result: { steps: 12, epochs: 1, final, best: ROW, divergedAt },
  };
  const text = formatRecord(run);
  assertStringIncludes(text, '"trainLoss": "NaN"');
  const back = parseRunRecord(text, "run.json").result!;
  assert(Object.is(back.final.validationAccuracy, -0));
  assertEquals(back.final, final);
  assertEquals(back.divergedAt, divergedAt);
});

Deno.test("formatRecord refuses a plan that JSON would change", () => {
  for (const odd of [NaN, -0, Infinity, undefined, 1n]) {
    const plan = { rate: odd } as unknown as RunRecord["plan"];
    assertThrows(() => formatRecord({ ...RUN, plan }), SyntaxError, "run.json: plan.rate");
  }
});

Deno.test("parseRunRecord reads an incomplete run", () => {
  const { ended: _, result: __, ...running } = RUN;
  assertEquals(parseRunRecord(formatRecord(running), "run.json"), running);
});

Deno.test("parseRunRecord keeps numbers of columns that the plan switched on", () => {
  const text = changed(RUN, "result.final", { "deadUnits.relu1": 0.25, ...ROW });
  const final = parseRunRecord(text, "run.json").result!.final;
  assertEquals(Object.keys(final).at(-1), "deadUnits.relu1");
});

Deno.test("parseRunRecord names file and field of what it cannot read", () => {
  const cases: [string, unknown, string][] = [
    ["identity", "abc", 'run.json: identity: it is "abc"; wanted 64 hexadecimal digits'],
    ["contract", 1.5, "run.json: contract: it is 1.5; wanted an integer"],
    ["plan", [], "run.json: plan: it is an array; wanted an object"],
    ["warnings", "none", 'run.json: warnings: it is "none"; wanted an array'],
    ["warnings", [1], "run.json: warnings[0]: it is 1; wanted a string"],
    ["ended", "done", "wanted completed or stopped early or diverged"],
    ["ended", undefined, "run.json: ended: it is missing; wanted both"],
    ["result", undefined, "run.json: result: it is missing; wanted both"],
    ["result.final.trainLoss", null, "run.json: result.final.trainLoss: it is null"],
    ["result.best.epoch", undefined, "run.json: result.best.epoch: it is missing"],
    ["result.test.examples", -1, "run.json: result.test.examples: it is -1"],
    ["result.extra", 1, 'run.json: result: it has an unknown field "extra"'],
  ];
  for (const [path, value, message] of cases) {
    assertThrows(
      () => parseRunRecord(changed(RUN, path, value), "run.json"),
      SyntaxError,
      message,
    );
  }
  assertThrows(() => parseRunRecord("{", "run.json"), SyntaxError, "run.json: it is not JSON");
  assertThrows(() => parseRunRecord("[]", "run.json"), SyntaxError, "run.json: it is an array");
});

Deno.test("parseRunRecord refuses nesting without bound", () => {
  const plan = `{"a":`.repeat(100_000) + "1" + "}".repeat(100_000);
  const text = JSON.stringify({ ...RUN, plan: "PLAN" }).replace('"PLAN"', plan);
  assertThrows(() => parseRunRecord(text, "run.json"), SyntaxError, "at most 100 levels");
});

Deno.test("parseExperimentRecord names file and field of what it cannot read", () => {
  const folders = ["../x", "runs/../x", "runs/", "/etc", "runs/a/b", "runs/.x", "runs/A", 7];
  const cases: [string, unknown, string][] = [
    ["slug", "../x", 'slug: it is "../x"; wanted lower-case letters'],
    ["claims.0.metric", "speed", "claims[0].metric"],
    [
      "claims.0.lower",
      undefined,
      "claims[0]: it is an object; wanted `lower`, `higher`, `near` or `equivalent`",
    ],
    [
      "claims.1.lower",
      "adam",
      "claims[1]: it is an object; wanted `lower`, `higher`, `near` or `equivalent`",
    ],
    ["claims.1.within", 0.1, "claims[1]: it is an object; wanted `near` with `within`"],
    ["claims.0.than", null, "claims[0].than: it is null; wanted a string"],
    ["runs.0.seed", "1", 'runs[0].seed: it is "1"'],
    ["runs.0.tuned", { rate: 1 }, "runs[0].tuned.rate: it is 1; wanted a string"],
    ...folders.map((each): [string, unknown, string] => ["runs.0.folder", each, "folder"]),
  ];
  for (const [path, value, message] of cases) {
    assertThrows(
      () => parseExperimentRecord(changed(EXPERIMENT, path, value), "experiment.json"),
      SyntaxError,
      message,
    );
  }
});

Deno.test("parseExperimentRecord reads the scores of a search under the metric's name", () => {
  const trial = {
    variant: "a",
    round: 1,
    trial: 1,
    tuned: {},
    epochs: 1,
    decision: "made",
  } as const;
  const record = {
    slug: "x",
    title: "t",
    question: "q",
    expectation: "e",
    claims: [],
    declaration: { base: { task: "regression" } },
    search: { kind: "random", settings: {}, seeds: [1], trials: [{ ...trial, score: 53.5 }] },
    runs: [],
  };
  const text = formatRecord(record);
  assertStringIncludes(text, '"validationRmse": 53.5');
  assertEquals(parseExperimentRecord(text, "experiment.json"), record);
});

Deno.test("parseRunRecord refuses an unknown task", () => {
  const record = {
    identity: "0".repeat(64),
    contract: 1,
    dataHash: "0".repeat(64),
    plan: { task: "ranking" },
    warnings: [],
  };
  assertThrows(
    () => parseRunRecord(JSON.stringify(record), "run.json"),
    SyntaxError,
    'Cannot read run.json: plan.task: it is "ranking"; wanted classification or regression',
  );
});
