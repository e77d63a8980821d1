/**
 * One run of an archive, repeated with the wasm kernels and compared with its record and with the
 * lock. This is what a worker does.
 */
import { rerun, type RerunDifference, type RerunVerdict } from "@samebit/rerun";
import { DIGESTED, RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { loadTrainingData, type Plan, readPlan, type TrainingData } from "@samebit/solver";
import type { DataSource } from "@samebit/splits";
import { createReferenceKernels, createWasmKernels, type Kernels } from "@samebit/tensors";
import { sha256Of, sha256OfParts } from "@samebit/store/sha256";
import { createFolder, type Folder } from "./folder.ts";
import type { Subject } from "./subjects.ts";

/** The verdict on a run. */
export interface RunVerdict {
  /** Whether every byte is as recorded, some byte is not, or the run could not be repeated. */
  readonly verdict: "same" | "differs" | "not repeated";
  /** How many numbers are the same. */
  readonly numbers: number;
  /** Where it differs, or why it was not repeated. */
  readonly reason?: string;
}

/** Repeats runs of one archive; keeps the last data set. */
export interface Repeater {
  /** Repeats one run; errors are part of the verdict. */
  repeat(subject: Subject): Promise<RunVerdict>;
}

/** For the runs in a folder; data files that are not in it are looked for in `dataDir`. */
export function createRepeater(path: string, dataDir: string | undefined): Repeater {
  const folder = createFolder(path);
  const source = sourceOf(folder, dataDir);
  let held: { readonly key: string; readonly dataset: TrainingData } | undefined;
  const load = async (plan: Plan) => {
    const key = JSON.stringify([plan.dataset, plan.model.initialization]);
    if (held?.key !== key) held = { key, dataset: await loadTrainingData(plan, source) };
    return held.dataset;
  };
  return {
    async repeat(subject) {
      try {
        return await repeatRun(folder, subject, load);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { verdict: "not repeated", numbers: 0, reason };
      }
    },
  };
}

async function repeatRun(
  folder: Folder,
  { folder: place, locked }: Subject,
  load: (plan: Plan) => Promise<TrainingData>,
): Promise<RunVerdict> {
  const { untilEpoch } = locked;
  const read = (name: string) => folder.readBytes(`${place}/${name}`);
  const textOf = (name: string) => new TextDecoder().decode(read(name));
  const digests: Record<string, string> = {};
  for (const name of untilEpoch === undefined ? SAME_EVERYWHERE : []) {
    const bytes = read(name);
    // Weights may be left out: the repeated run is compared with their digests anyway.
    const isLeftOut = bytes === undefined && name.startsWith("weights-");
    const digest = isLeftOut ? locked.files[name] : bytes && sha256Of(bytes);
    if (digest !== locked.files[name]) {
      const reason = `${name} does not have the digest in the lock`;
      return { verdict: "differs", numbers: 0, reason };
    }
    if (digest !== undefined) digests[name] = digest;
  }
  const recorded = {
    files: {
      [RUN_FILES.record]: textOf(RUN_FILES.record),
      [RUN_FILES.steps]: textOf(RUN_FILES.steps),
      [RUN_FILES.epochs]: textOf(RUN_FILES.epochs),
    },
    digests: Object.fromEntries(
      DIGESTED.flatMap((name) => digests[name] === undefined ? [] : [[name, digests[name]]]),
    ),
    ...(untilEpoch !== undefined && { untilEpoch }),
  };
  const plan = readPlan(JSON.parse(recorded.files[RUN_FILES.record]).plan);
  const dataset = await load(plan);
  const kernels: Kernels = plan.precision === "float64"
    ? createReferenceKernels(plan.precision)
    : createWasmKernels();
  try {
    return verdictOf(lastOf(rerun(recorded, dataset, kernels)));
  } finally {
    kernels.close();
  }
}

function lastOf<T>(making: Generator<unknown, T, undefined>): T {
  let next = making.next();
  while (!next.done) next = making.next();
  return next.value;
}

function verdictOf({ equal, difference }: RerunVerdict): RunVerdict {
  return difference === undefined
    ? { verdict: "same", numbers: equal }
    : { verdict: "differs", numbers: equal, reason: describe(difference) };
}

function describe({ file, row, column, recorded, again }: RerunDifference): string {
  const place = [file, row, column].filter((part) => part !== undefined).join(": ");
  const shown = (text: string | undefined) => text === undefined ? "nothing" : text.slice(0, 100);
  return `${place}: recorded ${shown(recorded)}, repeated ${shown(again)}`;
}

/** Data files of the archive, then those of the person who checks it. */
function sourceOf(folder: Folder, dataDir: string | undefined): DataSource {
  const other = dataDir === undefined ? undefined : createFolder(dataDir);
  return {
    readFile(path) {
      const bytes = folder.readBytes(`data/${path}`) ?? other?.readBytes(path);
      if (bytes !== undefined) return Promise.resolve(bytes);
      const where = dataDir === undefined ? "" : ` or in ${dataDir}`;
      return Promise.reject(
        new Error(`there is no such file in the archive${where}; data/README.md says where it is`),
      );
    },
    sha256: (parts) =>
      sha256OfParts(
        parts.map(({ buffer, byteOffset, byteLength }) =>
          new Uint8Array(buffer, byteOffset, byteLength)
        ),
      ),
  };
}
