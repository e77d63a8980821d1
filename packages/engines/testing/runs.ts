/**
 * Jobs of small runs for tests, and the contents of their folders. Not part of the package.
 */
import { loadDataset } from "@samebit/datasets";
import { type JsonObject, SAME_EVERYWHERE } from "@samebit/runlog";
import { identityOf, type Plan } from "@samebit/solver";
import type { Dataset } from "@samebit/splits";
import type { RunJob } from "@samebit/store";
import { namesIn } from "@samebit/store/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { join } from "node:path";
import type { Engine } from "../engine.ts";
import { recordRun } from "../record_run.ts";

/** The data of a plan on digits. */
export function loadDigitsOf(plan: Plan): Promise<Dataset> {
  return loadDataset(plan.dataset, {
    readFile: (path) => Promise.reject(new Error(`Digits read no file, but ${path} was wanted`)),
  });
}

/** The job of a plan on digits, in a folder. */
export async function digitsJob(plan: Plan, folder: string): Promise<RunJob> {
  const { hash } = await loadDigitsOf(plan);
  return { identity: identityOf(plan, hash), plan, folder };
}

/** The files of a run that are the same everywhere, by name. */
export async function sameFiles(folder: string): Promise<Record<string, Uint8Array>> {
  const read = async (name: string) => [name, await Deno.readFile(join(folder, name))] as const;
  const names = (await namesIn(folder)).filter((name) => SAME_EVERYWHERE.includes(name));
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/**
 * An engine that does runs on digits in this process, with the reference kernels: for tests that
 * need no process for each run.
 *
 * @param environment What `environment.json` says.
 */
export function createEngineHere(environment: JsonObject): Engine {
  return {
    async run(jobs, { signal, onEvent }) {
      for (const job of jobs) {
        onEvent({ kind: "started", job });
        await recordRun(job, {
          dataset: await loadDigitsOf(job.plan),
          kernels: createReferenceKernels(job.plan.precision),
          environment,
          clock: () => 0,
          checkpointSeconds: Infinity,
          signal,
          onProgress() {},
          onNotice: (text) => onEvent({ kind: "notice", job, text }),
        });
        onEvent({ kind: "finished", job });
      }
    },
  };
}
