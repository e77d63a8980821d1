/**
 * Repeats runs in parallel: this program is started in one worker per core, and each takes the next
 * free run. All three engines have Node's workers.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { createRepeater, type RunVerdict } from "./repeat_run.ts";
import type { Subject } from "./subjects.ts";

/** The data that a worker is started with. */
interface WorkerStart {
  readonly path: string;
  readonly dataDir: string | undefined;
}

/** How many runs to repeat at a time by default. */
export function defaultWorkers(): number {
  return globalThis.navigator?.hardwareConcurrency ?? availableParallelism();
}

/** Serves the thread that started this one; false in the main thread. */
export function serveIfWorker(): boolean {
  if (isMainThread) return false;
  const { path, dataDir } = workerData as WorkerStart;
  const repeater = createRepeater(path, dataDir);
  parentPort!.on("message", async (subject: Subject) => {
    parentPort!.postMessage(await repeater.repeat(subject));
  });
  return true;
}

/**
 * Repeats runs, several at a time.
 *
 * @param onDone Called for each run in order, once it and all runs before it are done.
 */
export async function makeAll(
  subjects: readonly Subject[],
  { workers, ...start }: WorkerStart & { readonly workers: number },
  onDone: (subject: Subject, verdict: RunVerdict) => void,
): Promise<ReadonlyMap<Subject, RunVerdict>> {
  const done = new Map<Subject, RunVerdict>();
  let told = 0;
  let next = 0;
  const finish = (subject: Subject, verdict: RunVerdict) => {
    done.set(subject, verdict);
    for (; told < subjects.length && done.has(subjects[told]!); told++) {
      onDone(subjects[told]!, done.get(subjects[told]!)!);
    }
  };
  const work = async () => {
    if (next >= subjects.length) return;
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: start });
    try {
      while (next < subjects.length) {
        const subject = subjects[next++]!;
        finish(subject, await ask(worker, subject));
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, subjects.length) }, work));
  return done;
}

function ask(worker: Worker, subject: Subject): Promise<RunVerdict> {
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({
        verdict: "not repeated",
        numbers: 0,
        reason: `the worker failed: ${error.message}`,
      });
    worker.once("message", (verdict: RunVerdict) => {
      worker.off("error", fail);
      resolve(verdict);
    });
    worker.once("error", fail);
    worker.postMessage(subject);
  });
}
