/**
 * Complete runs and variants, also one whose run predicts the columns of a table, its files written:
 * for the tests of what reads them.
 */
import type { RunLogs, Variant } from "@samebit/findings";
import {
  formatSafetensors,
  type JsonObject,
  parseLog,
  recordsOf,
  type TaskName,
  taskOf,
} from "@samebit/runlog";

/** Two features of examples 1 and 0, the worst first. */
const FEATURES = Float32Array.of(5, 6, 7, 8);

/** A variant with these complete runs, which lie in the folders that they name. */
export function variantOf(label: string, runs: readonly RunLogs[]): Variant {
  const chosen = { tuned: {}, runs };
  return { label, runs, candidates: [chosen], chosen, decided: true };
}

/** A complete run of variant `a` with a plan, in the folder of its seed. */
export function runOf(seed: number, plan: JsonObject, columns?: readonly string[]): RunLogs {
  const asked = columns === undefined ? {} : { columns };
  return {
    planned: {
      variant: "a",
      compared: {},
      tuned: {},
      seed,
      identity: "0".repeat(64),
      folder: `runs/a-seed${seed}-00000000`,
    },
    state: "whole",
    record: { identity: "", contract: 1, dataHash: "", plan, warnings: [], ...asked },
    epochs: parseLog("", recordsOf(taskOf(plan)).epochs, "epochs.csv", { torn: "drop" }),
  } as unknown as RunLogs;
}

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
  return variantOf("a", [runOf(1, plan)]);
}
