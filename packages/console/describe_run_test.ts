import { assertEquals } from "@std/assert";
import { type EpochRow, formatRecord, type RunRecord } from "@samebit/runlog";
import { runName, runResult } from "./describe_run.ts";

const ROW: EpochRow = {
  epoch: 4,
  trainLoss: 0.5,
  trainAccuracy: 0.75,
  validationLoss: 0.5,
  validationAccuracy: 0.625,
};

const BEGUN: RunRecord = {
  identity: "1".repeat(64),
  contract: 1,
  dataHash: "d".repeat(64),
  plan: {},
  warnings: [],
};

const RESULT = { steps: 20, epochs: 5, final: ROW, best: ROW };

async function resultOf(record: RunRecord): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/run.json`, formatRecord(record));
    return await runResult({ folder });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("runName names variant, tuned values and seed", () => {
  assertEquals(
    runName({ variant: "adam, 100", tuned: { l2: "0.1", batchSize: "50" }, seed: 3 }),
    "adam, 100, l2 0.1, batchSize 50, seed 3",
  );
});

Deno.test("runResult gives the best evaluation, and the test split if it was measured", async () => {
  const whole: RunRecord = { ...BEGUN, ended: "completed", result: RESULT };
  assertEquals(await resultOf(whole), "best validation accuracy 0.625 (epoch 4)");
  const test = { accuracy: 0.5, loss: 1, examples: 10 };
  assertEquals(
    await resultOf({ ...whole, result: { ...RESULT, test } }),
    "best validation accuracy 0.625 (epoch 4), test 0.500",
  );
});

Deno.test("runResult says why a run ended before its last epoch", async () => {
  assertEquals(
    await resultOf({ ...BEGUN, ended: "stopped early", result: RESULT }),
    "best validation accuracy 0.625 (epoch 4), stopped early after 20 steps",
  );
  const result = { ...RESULT, divergedAt: { step: 20, place: "affine 2" } };
  assertEquals(
    await resultOf({ ...BEGUN, ended: "diverged", result }),
    "best validation accuracy 0.625 (epoch 4), diverged at step 20 in affine 2",
  );
});

Deno.test("runResult says that a run is incomplete", async () => {
  assertEquals(await resultOf(BEGUN), "incomplete");
});
