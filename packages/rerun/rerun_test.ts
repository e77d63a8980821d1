import { assert, assertEquals, assertThrows } from "@std/assert";
import { type DigitsConfig, loadDigits } from "@samebit/datasets";
import type { Dataset } from "@samebit/splits";
import { createWasmKernels } from "@samebit/tensors";
import { type RecordedRun, rerun, type RerunEvent, type RerunVerdict } from "./rerun.ts";
import { readRecordedRun, tampered } from "./testing_records.ts";

const recorded = await readRecordedRun();
const digits: DigitsConfig = JSON.parse(recorded.files["run.json"]).plan.dataset;

function make(run: RecordedRun, dataset: Dataset): { events: RerunEvent[]; verdict: RerunVerdict } {
  const making = rerun(run, dataset, createWasmKernels({ mebibytes: 64 }));
  const events: RerunEvent[] = [];
  let next = making.next();
  for (; !next.done; next = making.next()) events.push(next.value);
  return { events, verdict: next.value };
}

async function makeDigits(
  run: RecordedRun,
): Promise<{ events: RerunEvent[]; verdict: RerunVerdict }> {
  return make(run, await loadDigits(digits));
}

Deno.test("rerun finds every number and both weights of a recorded run the same", async () => {
  const { events, verdict } = await makeDigits(recorded);
  const rows = recorded.files["steps.csv"].split("\n").length - 2;
  assertEquals(events.map(({ kind }) => kind), Array(rows).fill("step"));
  assertEquals(verdict.difference, undefined);
  assertEquals(verdict.files, [
    "run.json",
    "steps.csv",
    "epochs.csv",
    "weights-final.safetensors",
    "weights-best.safetensors",
  ]);
  assert(verdict.equal > 2 * 10_000, `${verdict.equal} numbers`);
});

Deno.test("rerun reports at once where a run differs from its record, and continues", async () => {
  const changed = tampered(recorded, "steps.csv", /^(7,.*\d)(\d)$/m, "$11$2");
  const { events, verdict } = await makeDigits(changed);
  assertEquals(events.findIndex(({ kind }) => kind === "parted"), 6);
  assertEquals(verdict.difference?.row, "step 7");
  assertEquals(verdict.difference?.column, "trainLoss");
  assertEquals(events.length, recorded.files["steps.csv"].split("\n").length - 2 + 1);
});

Deno.test("rerun finds what was changed in an evaluation, the record and the weights", async () => {
  const epochs = tampered(recorded, "epochs.csv", /^(3,)/m, "3,9");
  assertEquals((await makeDigits(epochs)).verdict.difference?.row, "epoch 3");
  const record = tampered(recorded, "run.json", `"ended": "completed"`, `"ended": "stopped early"`);
  assertEquals((await makeDigits(record)).verdict.difference, {
    file: "run.json",
    column: "ended",
    recorded: `"stopped early"`,
    again: `"completed"`,
  });
  const digests = { ...recorded.digests, "weights-best.safetensors": "0".repeat(64) };
  const { difference } = (await makeDigits({ ...recorded, digests })).verdict;
  assertEquals(difference?.file, "weights-best.safetensors");
});

Deno.test("rerun finds rows that were removed from a record or added to it", async () => {
  const cut = tampered(recorded, "steps.csv", /.*\n$/, "");
  assertEquals((await makeDigits(cut)).verdict.difference?.recorded, undefined);
  const more = tampered(recorded, "steps.csv", /$/, "41,21,0.01,1\n");
  assertEquals((await makeDigits(more)).verdict.difference?.row, "step 41");
});

Deno.test("rerun stops where a search stopped the run, and compares the rows up to there", async () => {
  const stopped = tampered(recorded, "steps.csv", /^(7,.*\d)(\d)$/m, "$11$2");
  assertEquals((await makeDigits({ ...stopped, untilEpoch: 3 })).verdict, {
    files: ["steps.csv", "epochs.csv"],
    equal: 6 * 4 + 4 * recorded.files["epochs.csv"].split("\n")[0]!.split(",").length,
  });
  const { difference } = (await makeDigits({ ...stopped, untilEpoch: 4 })).verdict;
  assertEquals(difference?.row, "step 7");
});

Deno.test("rerun refuses another contract, a changed plan and other data", async () => {
  const dataset = await loadDigits(digits);
  const refuse = (run: RecordedRun, data: Dataset, message: string) =>
    assertThrows(() => make(run, data), RangeError, message);
  const contract = tampered(recorded, "run.json", `"contract": 1`, `"contract": 2`);
  refuse(contract, dataset, "recorded under contract 2, this program trains under contract 1");
  const seed = tampered(recorded, "run.json", /"seed": \d+/, `"seed": 99`);
  refuse(seed, dataset, "one of them was changed");
  refuse(recorded, { ...dataset, hash: "0".repeat(64) }, "one of them was changed");
});
