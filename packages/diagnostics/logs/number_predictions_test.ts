import type { RunLogs, Variant } from "@samebit/findings";
import { assertEquals, assertRejects } from "@std/assert";
import { formatSafetensors, parseLog, recordsOf } from "@samebit/runlog";
import { readNumberPredictions } from "./number_predictions.ts";

const CSV = "example,target,predicted,loss\n0,10,12,0.5\n1,20,15,2\n2,30,30,0\n";

/** One variant with one whole run of a regression, whose files lie in `folder`. */
async function variantIn(folder: string, csv: string): Promise<Variant> {
  const place = `${folder}/runs/a-seed1-00000000`;
  await Deno.mkdir(place, { recursive: true });
  await Deno.writeTextFile(`${place}/predictions.csv`, csv);
  await Deno.writeFile(
    `${place}/mistakes.safetensors`,
    formatSafetensors({
      arrays: [
        { name: "examples", shape: [2], values: Uint32Array.of(1, 0) },
        { name: "features", shape: [2, 2], values: Float32Array.of(5, 6, 7, 8) },
      ],
      metadata: { targets: '["price"]', features: '["size","rooms"]' },
    }),
  );
  const plan = {
    task: "regression",
    dataset: { kind: "csv", targets: ["price"] },
    evaluation: { test: true, predictions: true },
  };
  const run = {
    planned: {
      variant: "a",
      compared: {},
      tuned: {},
      seed: 1,
      identity: "0".repeat(64),
      folder: "runs/a-seed1-00000000",
    },
    state: "whole",
    record: { identity: "", contract: 1, dataHash: "", plan, warnings: [] },
    epochs: parseLog("", recordsOf("regression").epochs, "epochs.csv", { torn: "drop" }),
  } as RunLogs;
  const chosen = { tuned: {}, runs: [run] };
  return { label: "a", runs: [run], candidates: [chosen], chosen, decided: true };
}

async function read(csv = CSV) {
  const folder = await Deno.makeTempDir();
  try {
    return await readNumberPredictions(folder, [await variantIn(folder, csv)]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readNumberPredictions gives examples, errors and the worst with their features", async () => {
  const found = await read();
  assertEquals(found!.features, ["size", "rooms"]);
  assertEquals(found!.targets.map(({ target }) => target), ["price"]);
  const [numbers] = found!.targets[0]!.variants;
  assertEquals(numbers!.errors, [2, -5, 0]);
  assertEquals(numbers!.worst, [
    { example: 1, target: 20, predicted: 15, features: [5, 6] },
    { example: 0, target: 10, predicted: 12, features: [7, 8] },
  ]);
});

Deno.test("readNumberPredictions names a log that is not one of numbers", async () => {
  await assertRejects(
    () => read("example,label,predicted,loss\n0,1,1,0\n"),
    SyntaxError,
    'predictions.csv:1: column 2 is "label", wanted "target"',
  );
});
