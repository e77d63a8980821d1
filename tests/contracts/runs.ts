/** Whole runs for the vectors of the contract, made into real files. */
import { loadDataset } from "@samebit/datasets";
import type { JsonObject } from "@samebit/runlog";
import { identityOf, readPlan } from "@samebit/solver";
import { createReferenceKernels } from "@samebit/tensors";
import { createHash } from "node:crypto";
import { recordRun } from "../../packages/engines/record_run.ts";
import { sameFilesOf } from "../../packages/store/runs/run_state.ts";

/** The SHA-256 of the files of a run that {@link filesOf} gives. */
export async function digestsOf(
  written: JsonObject,
  table?: string,
): Promise<Record<string, string>> {
  const digests = Object.entries(await filesOf(written, table)).map((
    [name, bytes],
  ) => [name, createHash("sha256").update(bytes).digest("hex")]);
  return Object.fromEntries(digests);
}

/**
 * The files of a run that are the same everywhere, by name.
 *
 * @param written The plan, as `run.json` holds it.
 * @param table The file of a table, where its data are one.
 */
export async function filesOf(
  written: JsonObject,
  table?: string,
): Promise<Record<string, Uint8Array>> {
  const plan = readPlan(written);
  const dataset = await loadDataset(plan.dataset, {
    readFile: (path) =>
      table === undefined
        ? Promise.reject(new Error(`No file is read, but ${path} was wanted`))
        : Promise.resolve(new TextEncoder().encode(table)),
  });
  const folder = await Deno.makeTempDir({ prefix: "contract-" });
  try {
    await recordRun({ identity: identityOf(plan, dataset.hash), plan, folder }, {
      dataset,
      kernels: createReferenceKernels(plan.precision),
      environment: {},
      clock: () => 0,
      checkpointSeconds: 3600,
      signal: new AbortController().signal,
      onProgress: () => {},
      onNotice: () => {},
    });
    const files = sameFilesOf(plan).map(async (name) =>
      [name, await Deno.readFile(`${folder}/${name}`)] as const
    );
    return Object.fromEntries(await Promise.all(files));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
