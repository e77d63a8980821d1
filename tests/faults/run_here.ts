/**
 * One small run made in this process, stopped where a test wants it, as if it were killed there: the
 * files of its folder are held in memory and can be put back and spoiled. Not for anything but
 * tests.
 */
import { loadDataset } from "@samebit/datasets";
import { recordRun, type RunMeans } from "@samebit/engines";
import { checkExperiment, expand } from "@samebit/experiment";
import { RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { identityOf } from "@samebit/solver";
import type { Dataset } from "@samebit/splits";
import { type RunJob } from "@samebit/store";
import { createWasmKernels, type Kernels } from "@samebit/tensors";
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { SMALL } from "../sample_experiment.ts";

/** The files of a folder by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A run that can be made in any folder. */
export interface RunHere extends Disposable {
  /** Updates it makes. */
  readonly totalSteps: number;
  /** The job of making it in a folder. */
  jobIn(folder: string): RunJob;
  /** Makes it, or goes on with it; returns what was noticed. */
  make(folder: string, given?: Partial<RunMeans>): Promise<string[]>;
  /** What its folder holds if it is killed after a step, with checkpoints of two earlier steps. */
  killedAfter(step: number, checkpoints: readonly [number, number]): Promise<Files>;
}

/** A run with everything that has a state, of `epochs` epochs of two steps. */
export async function createRunHere(epochs: number): Promise<RunHere> {
  const declaration = {
    ...SMALL,
    base: {
      ...SMALL["base"] as Record<string, unknown>,
      model: { kind: "fully-connected", hidden: [6], normalization: "batch", keepRatio: 0.8 },
      evaluation: { layers: { every: 1 }, predictions: true, states: true },
      epochs,
    },
    compare: { optimizer: { adam: { kind: "adam", learningRate: 0.01 } } },
    seeds: [1],
  };
  const [{ plan }] = expand(checkExperiment(declaration, "experiments/small.ts"));
  const dataset: Dataset = await loadDataset(plan.dataset, { readFile: Deno.readFile });
  const kernels: Kernels = createWasmKernels({ threads: 1 });
  const identity = identityOf(plan, dataset.hash);
  const jobIn = (folder: string): RunJob => ({ identity, plan, folder });

  async function make(folder: string, given: Partial<RunMeans> = {}): Promise<string[]> {
    const notices: string[] = [];
    await recordRun(jobIn(folder), {
      dataset,
      kernels,
      environment: {},
      clock: () => 0,
      checkpointSeconds: 1,
      signal: new AbortController().signal,
      onProgress: () => {},
      onNotice: (text) => notices.push(text),
      ...given,
    });
    return notices;
  }

  async function pauseAt(step: number, folder: string): Promise<void> {
    const stop = new AbortController();
    const notices = await make(folder, {
      clock: createTicks(),
      checkpointSeconds: Infinity,
      signal: stop.signal,
      onProgress: (progress) => progress.step === step && stop.abort(),
    });
    assertEquals(notices, []);
  }

  return {
    totalSteps: epochs * 2,
    jobIn,
    make,
    async killedAfter(step, checkpoints) {
      const folder = await Deno.makeTempDir();
      try {
        for (const at of checkpoints) await pauseAt(at, folder);
        let files: Files | undefined;
        await make(folder, {
          clock: createTicks(),
          checkpointSeconds: Infinity,
          onProgress: (progress) => {
            if (progress.step === step) files ??= filesIn(folder);
          },
        });
        assert(files !== undefined, `no progress was told of step ${step}`);
        for (const at of checkpoints) assert(files.has(checkpointName(at)), checkpointName(at));
        return files;
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
    [Symbol.dispose]: () => kernels.close(),
  };
}

/** The name of the checkpoint of a step. */
export function checkpointName(step: number): string {
  return `checkpoint-${step}.safetensors`;
}

/** The files in a folder. */
export function filesIn(folder: string): Files {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  return new Map(names.map((name) => [name, Deno.readFileSync(join(folder, name))]));
}

/** What such a run has of the files that are the same everywhere: all but those of tables. */
const OF_IMAGES = SAME_EVERYWHERE.filter((name) => name !== RUN_FILES.importance);

/** The files of a run that are the same everywhere. */
export function sameFilesIn(folder: string): Files {
  const files = [...filesIn(folder)].filter(([name]) => OF_IMAGES.includes(name));
  assertEquals(files.length, OF_IMAGES.length, folder);
  return new Map(files);
}

/** Puts files into a folder, in the place of all that is there. */
export function putFiles(folder: string, files: Files): void {
  for (const { name } of Deno.readDirSync(folder)) Deno.removeSync(join(folder, name));
  for (const [name, bytes] of files) Deno.writeFileSync(join(folder, name), bytes);
}

/** A clock that goes on by a second whenever it is looked at. */
function createTicks(): () => number {
  let now = 0;
  return () => now++;
}
