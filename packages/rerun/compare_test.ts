import { assertEquals } from "@std/assert";
import { compareJson, compareLog } from "./compare.ts";

const TEXT = "step,epoch,trainLoss\n1,1,2.5\n2,1,NaN\n3,2,-0\n";

Deno.test("compareLog counts equal numbers, NaN and minus zero among them", () => {
  const log = compareLog("steps.csv", TEXT);
  assertEquals(log.compare({ step: 1, epoch: 1, trainLoss: 2.5 }), undefined);
  assertEquals(log.compare({ step: 2, epoch: 1, trainLoss: NaN }), undefined);
  assertEquals(log.compare({ step: 3, epoch: 2, trainLoss: -0 }), undefined);
  assertEquals(log.end(), undefined);
  assertEquals(log.equal, 9);
});

Deno.test("compareLog names the row, the column and both values, down to the last bit", () => {
  const log = compareLog("steps.csv", TEXT);
  assertEquals(log.compare({ step: 1, epoch: 1, trainLoss: 2.5000000000000004 }), {
    file: "steps.csv",
    row: "step 1",
    column: "trainLoss",
    recorded: "2.5",
    again: "2.5000000000000004",
  });
  log.compare({ step: 2, epoch: 1, trainLoss: NaN });
  assertEquals(log.compare({ step: 3, epoch: 2, trainLoss: 0 })?.again, "0");
});

Deno.test("compareLog finds rows and columns that only one side has", () => {
  const short = compareLog("steps.csv", "step,trainLoss\n");
  assertEquals(short.compare({ step: 1, trainLoss: 2 }), {
    file: "steps.csv",
    row: "step 1",
    again: "1,2",
  });
  assertEquals(compareLog("steps.csv", "step,trainLoss\n1,2\n").end(), {
    file: "steps.csv",
    row: "step 1",
    recorded: "1,2",
  });
  const other = compareLog("steps.csv", "step,trainLoss\n1,2\n");
  assertEquals(other.compare({ step: 1, trainLoss: 2, more: 3 })?.again, "step,trainLoss,more");
});

Deno.test("compareJson names the first field that differs", () => {
  const json = { a: 1, b: { c: [1, 2], d: "x" } };
  assertEquals(compareJson("run.json", json, structuredClone(json)), undefined);
  assertEquals(compareJson("run.json", json, { a: 1, b: { c: [1, 3], d: "y" } }), {
    file: "run.json",
    column: "b.c.1",
    recorded: "2",
    again: "3",
  });
  assertEquals(compareJson("run.json", json, { ...json, e: true }), {
    file: "run.json",
    column: "e",
    again: "true",
  });
});
