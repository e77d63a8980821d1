/**
 * A variant with one complete run that predicts the columns of a table, with its files, for tests
 * of readers.
 */
import type { RunLogs, Variant } from "@samebit/findings";
import { formatSafetensors, parseLog, recordsOf, type TaskName } from "@samebit/runlog";

/** Two features of examples 1 and 0, the worst first. */
const FEATURES = Float32Array.of(5, 6, 7, 8);

/** Writes `predictions.csv` and `mistakes.safetensors` of a run below `folder`. */
export async function writeVariant(
  folder: string,
  { task, targets, csv }: {
    readonly task: TaskName;
    readonly targets: readonly string[];
    readonly csv: string;
  },
): Promise<Variant> {
  const place = `${folder}/runs/a-seed1-00000000`;
  await Deno.mkdir(place, { recursive: true });
  await Deno.writeTextFile(`${place}/predictions.csv`, csv);
  await Deno.writeFile(
    `${place}/mistakes.safetensors`,
    formatSafetensors({
      arrays: [
        { name: "examples", shape: [2], values: Uint32Array.of(1, 0) },
        { name: "features", shape: [2, 2], values: FEATURES },
      ],
      metadata: { targets: JSON.stringify(targets), features: '["size","rooms"]' },
    }),
  );
  const plan = {
    task,
    dataset: { kind: "csv", targets },
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
    epochs: parseLog("", recordsOf(task).epochs, "epochs.csv", { torn: "drop" }),
  } as unknown as RunLogs;
  const chosen = { tuned: {}, runs: [run] };
  return { label: "a", runs: [run], candidates: [chosen], chosen, decided: true };
}
