import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatRecord, type RunRecord } from "@samebit/runlog";
import { compareRecords } from "./compare_records.ts";

const row = {
  epoch: 1,
  trainLoss: 0.3,
  trainAccuracy: 0.9,
  validationLoss: 0.5,
  validationAccuracy: 0.8,
};

const record: RunRecord = {
  identity: "a".repeat(64),
  contract: 1,
  dataHash: "d".repeat(64),
  plan: { model: { hidden: [100, 50] }, seed: 1 },
  warnings: [],
  ended: "completed",
  result: { steps: 2, epochs: 1, final: row, best: row },
};

function compare(changed: Partial<RunRecord>) {
  return compareRecords("run.json", formatRecord(record), formatRecord({ ...record, ...changed }));
}

Deno.test("compareRecords finds nothing in equal records", () => {
  assertEquals(compare({}), undefined);
});

Deno.test("compareRecords names the path of the first field that differs", () => {
  const result = { ...record.result!, best: { ...row, trainLoss: 0.1 + 0.2 } };
  assertEquals(compare({ result }), {
    file: "run.json",
    place: "result.best.trainLoss",
    recorded: "0.3",
    got: "0.30000000000000004",
    ulps: 1,
  });
  assertEquals(
    compare({ plan: { model: { hidden: [100, 60] }, seed: 1 } })?.place,
    "plan.model.hidden[1]",
  );
  assertEquals(compare({ plan: { model: { hidden: [100] }, seed: 1 } })?.got, "nothing");
  assertEquals(compare({ ended: "diverged" })?.recorded, '"completed"');
});

Deno.test("compareRecords gives the distance of numbers that JSON cannot write", () => {
  const result = { ...record.result!, final: { ...row, trainLoss: NaN } };
  assertEquals(compare({ result })?.ulps, Infinity);
});

Deno.test("compareRecords says that a record is damaged and where", () => {
  const damaged = formatRecord(record).replace('"steps": 2', '"steps": "2"');
  const found = compareRecords("run.json", damaged, formatRecord(record));
  assertEquals(found?.place, "the recorded text");
  assertStringIncludes(found!.recorded, "run.json: result.steps");
});
