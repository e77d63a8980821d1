/**
 * The program of a web worker in a report page: takes one task and reports on it as it proceeds.
 * The embedded data set and the kernels are part of its bundle, so it reads no file and needs no
 * network.
 */
import { type DigitsConfig, loadDigits } from "@samebit/datasets";
import {
  type Claim,
  type JsonObject,
  lackOfPage,
  type MetricName,
  RUN_FILES,
  type RunRecord,
} from "@samebit/runlog";
import { type Plan, readPlan, stepsPerEpoch, writePlan } from "@samebit/solver";
import type { Measured } from "@samebit/findings";
import type { Dataset } from "@samebit/splits";
import {
  createReferenceKernels,
  createWasmKernels,
  type Kernels,
  type Precision,
} from "@samebit/tensors";
import type { RerunDifference } from "./compare.ts";
import {
  type Judged,
  judgeMade,
  type MadeMetrics,
  type MadeSide,
  measureMade,
  metricsOfMade,
} from "./judge.ts";
import { Look, type Scene, type Snapshot } from "./look.ts";
import { rehearse, requireConformance } from "./rehearse.ts";
import { type LossPoint, type RecordedRun, rerun, type RerunVerdict } from "./rerun.ts";
import { type EpochPoint, type Tried, tryRun } from "./try_run.ts";

/** The worker's tasks: repeat a recorded run, train another run, or judge a claim. */
export type RerunTask =
  | {
    readonly kind: "rerun";
    readonly recorded: RecordedRun;
    /** What is to be reported about the run at its end. */
    readonly metric?: MetricName;
    /** Whether to report on its inside at some of its steps. */
    readonly looks?: boolean;
  }
  | { readonly kind: "try"; readonly plan: JsonObject }
  | {
    readonly kind: "judge";
    readonly claim: Claim;
    readonly sides: readonly MadeSide[];
  };

/** What the worker tells. */
export type RerunMessage =
  | { readonly kind: "begun"; readonly kernels: string; readonly because?: string }
  | { readonly kind: "checked"; readonly operations: number; readonly steps: number }
  | {
    readonly kind: "progress";
    readonly points: readonly LossPoint[];
    readonly epochs?: readonly EpochPoint[];
  }
  | { readonly kind: "parted"; readonly difference: RerunDifference }
  | { readonly kind: "scene"; readonly scene: Scene }
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | {
    readonly kind: "done";
    readonly verdict: Omit<RerunVerdict, "made">;
    /** The requested metric of the run. */
    readonly measured?: Measured | undefined;
  }
  | { readonly kind: "tried"; readonly tried: Tried; readonly metrics: MadeMetrics }
  | { readonly kind: "judged"; readonly judged: Judged }
  | { readonly kind: "failed"; readonly reason: string };

/** Memory for the kernels, in MiB: many times what a network on the embedded digits takes. */
const MEBIBYTES = 256;

/** How often progress is reported over a run. */
const TELLINGS = 200;

addEventListener("message", async (event) => {
  try {
    await run((event as MessageEvent<RerunTask>).data);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // What an engine says may end with a full stop; what Samebit says does not.
    tell({ kind: "failed", reason: reason.replace(/\.$/, "") });
  }
});

async function run(task: RerunTask): Promise<void> {
  if (task.kind === "judge") {
    return tell({ kind: "judged", judged: judgeMade(task.claim, task.sides) });
  }
  if (task.kind === "try") return await trainAnother(readPlan(task.plan));
  const { recorded, metric, looks } = task;
  const record = JSON.parse(recorded.files[RUN_FILES.record]) as RunRecord;
  const plan = readPlan(record.plan);
  await train(plan, record.result?.steps ?? 0, (dataset, kernels, progress) => {
    const look = looks ? new Look(plan, dataset, kernels) : undefined;
    if (look !== undefined) tell({ kind: "scene", scene: look.scene });
    const making = rerun(recorded, dataset, kernels, look);
    let next = making.next();
    for (; !next.done; next = making.next()) {
      if (next.value.kind === "step") progress.step(next.value.point);
      else tell(next.value);
    }
    progress.flush();
    const { made, ...verdict } = next.value;
    return {
      kind: "done",
      verdict,
      ...(made && metric && { measured: measureMade(made, metric) }),
    };
  });
}

async function trainAnother(plan: Plan): Promise<void> {
  await train(plan, undefined, (dataset, kernels, progress) => {
    const trying = tryRun(plan, dataset, kernels);
    let next = trying.next();
    for (; !next.done; next = trying.next()) {
      if (next.value.kind === "step") progress.step(next.value.point);
      else progress.epoch(next.value.point);
    }
    progress.flush();
    const { ended, result } = next.value;
    const metrics = metricsOfMade({ ended, result });
    return { kind: "tried", tried: next.value, metrics };
  });
}

/**
 * Trains with kernels that are checked against the digests of the contract: after a rehearsal, when
 * the engine has compiled them as for a long run, and again at the end, before anything is
 * concluded.
 */
async function train(
  plan: Plan,
  steps: number | undefined,
  make: (dataset: Dataset, kernels: Kernels, progress: Progress) => RerunMessage,
): Promise<void> {
  const lack = lackOfPage(writePlan(plan));
  if (lack !== undefined) throw new RangeError(`Cannot re-run it: a page does not hold ${lack}`);
  const { kernels, because } = openKernels(plan.precision);
  tell({ kind: "begun", kernels: kernels.name, ...(because !== undefined && { because }) });
  const dataset = await loadDigits(plan.dataset as DigitsConfig);
  const operations = rehearse(plan, dataset, kernels);
  requireConformance(kernels, operations);
  const total = steps ?? stepsPerEpoch(plan, dataset) * plan.epochs;
  tell({ kind: "checked", operations: operations.length, steps: total });
  const last = make(dataset, kernels, gather(total));
  requireConformance(kernels, operations);
  tell(last);
}

/** Points on their way to the page. */
interface Progress {
  /** Takes a step. */
  step(point: LossPoint): void;
  /** Takes an evaluation. */
  epoch(point: EpochPoint): void;
  /** Sends what has not been sent yet. */
  flush(): void;
}

/** Sends points in batches: messages cost more than steps of small networks. */
function gather(steps: number): Progress {
  const each = Math.ceil(steps / TELLINGS);
  let points: LossPoint[] = [];
  let epochs: EpochPoint[] = [];
  const flush = () => {
    tell({ kind: "progress", points, ...(epochs.length > 0 && { epochs }) });
    [points, epochs] = [[], []];
  };
  return {
    step(point) {
      points.push(point);
      if (points.length >= each) flush();
    },
    epoch: (point) => epochs.push(point),
    flush,
  };
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
  // The global scope of a worker, for which the types of a program have no name.
  (globalThis as unknown as { postMessage(message: RerunMessage): void }).postMessage(message);
}
