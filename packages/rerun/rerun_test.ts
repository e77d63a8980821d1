import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { type DigitsConfig, loadDataset, loadDigits } from "@samebit/datasets";
import { recordRun } from "@samebit/engines";
import { planOf } from "@samebit/experiment";
import { identityOf, type Plan } from "@samebit/solver";
import { inFolder } from "@samebit/store/testing";
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

Deno.test("rerun compares what a run owes to each column of a table", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(7 * i) % 40},${i % 2}\n`);
  const table = new TextEncoder().encode(`size,noise,parity\n${rows.join("")}`);
  const plan = planOf({
    dataset: { kind: "csv", file: "table.csv" },
    model: { kind: "fully-connected", hidden: [4] },
    optimizer: { kind: "adam", learningRate: 0.01 },
    batchSize: 8,
    epochs: 2,
    evaluation: { importance: { repeats: 2 } },
  });
  const dataset = await loadDataset(plan.dataset, { readFile: () => Promise.resolve(table) });
  const made = await recordOf(plan, dataset);
  const { verdict } = make(made, dataset);
  assertEquals([verdict.difference, verdict.files.at(-1)], [undefined, "importance.csv"]);
  const digests = { ...made.digests, "importance.csv": "0".repeat(64) };
  assertEquals(make({ ...made, digests }, dataset).verdict.difference?.file, "importance.csv");
});

/** A run as it leaves its folder. */
async function recordOf(plan: Plan, dataset: Dataset): Promise<RecordedRun> {
  return await inFolder(async (folder) => {
    await recordRun({ identity: identityOf(plan, dataset.hash), plan, folder }, {
      dataset,
      kernels: createWasmKernels({ mebibytes: 64 }),
      environment: {},
      clock: () => 0,
      checkpointSeconds: 3600,
      signal: new AbortController().signal,
      onProgress: () => {},
      onNotice: () => {},
    });
    const read = (name: string) => Deno.readTextFile(join(folder, name));
    const names = ["run.json", "steps.csv", "epochs.csv"] as const;
    const files = await Promise.all(names.map(async (name) => [name, await read(name)]));
    const { "importance.csv": digest } = JSON.parse(await read("digests.json"));
    return { files: Object.fromEntries(files), digests: { "importance.csv": digest } };
  });
}
