/**
 * The program of a web worker in a report page: takes one recorded run, makes it again and tells of
 * it. The embedded data set and the kernels are part of its bundle, so it reads no file and needs
 * no network.
 */
import { loadDigits } from "@samebit/datasets";
import { RUN_FILES, type RunRecord } from "@samebit/runlog";
import { readPlan } from "@samebit/solver";
import {
  createReferenceKernels,
  createWasmKernels,
  type Kernels,
  type Precision,
} from "@samebit/tensors";
import type { Difference } from "./compare.ts";
import { type LossPoint, type RecordedRun, rerun, type Verdict } from "./rerun.ts";

/** What the worker tells. */
export type RerunMessage =
  | { readonly kind: "begun"; readonly kernels: string; readonly because?: string }
  | { readonly kind: "progress"; readonly points: readonly LossPoint[] }
  | { readonly kind: "parted"; readonly difference: Difference }
  | { readonly kind: "done"; readonly verdict: Verdict }
  | { readonly kind: "failed"; readonly reason: string };

/** Memory for the kernels, in MiB: many times what a network on the embedded digits takes. */
const MEBIBYTES = 256;

/** How often progress is told over a whole run. */
const TELLINGS = 200;

addEventListener("message", async (event) => {
  try {
    await run((event as MessageEvent<RecordedRun>).data);
  } catch (error) {
    tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
});

async function run(recorded: RecordedRun): Promise<void> {
  const record = JSON.parse(recorded.files[RUN_FILES.record]) as RunRecord;
  const { dataset: config, model, precision } = readPlan(record.plan);
  if (config.kind !== "digits") {
    throw new RangeError(`Cannot re-run it: a page holds no data set "${config.kind}"`);
  }
  if (model.initialization.kind === "from") {
    throw new RangeError(`Cannot re-run it: a page does not hold ${model.initialization.file}`);
  }
  const { kernels, because } = openKernels(precision);
  tell({ kind: "begun", kernels: kernels.name, ...(because !== undefined && { because }) });
  const making = rerun(recorded, await loadDigits(config), kernels);
  const each = Math.ceil((record.result?.steps ?? 0) / TELLINGS);
  let points: LossPoint[] = [];
  let next = making.next();
  for (; !next.done; next = making.next()) {
    if (next.value.kind === "parted") tell(next.value);
    else points.push(next.value.point);
    if (points.length < each) continue;
    tell({ kind: "progress", points });
    points = [];
  }
  tell({ kind: "progress", points });
  tell({ kind: "done", verdict: next.value });
}

/**
 * WebAssembly, or the reference where the browser has no SIMD or no such memory: the same bits. The
 * reference alone does float64.
 */
function openKernels(precision: Precision): { kernels: Kernels; because?: string } {
  if (precision === "float64") return { kernels: createReferenceKernels(precision) };
  try {
    return { kernels: createWasmKernels({ mebibytes: MEBIBYTES }) };
  } catch (error) {
    return { kernels: createReferenceKernels("float32"), because: (error as Error).message };
  }
}

function tell(message: RerunMessage): void {
  // The global scope of a worker, for which the types of a whole program have no name.
  (globalThis as unknown as { postMessage(message: RerunMessage): void }).postMessage(message);
}
