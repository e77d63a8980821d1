/**
 * A run with settings that were not recorded: trained in the reader's browser, and only drawn over
 * the recorded ones.
 */
import type { Dataset } from "@samebit/splits";
import { type Ended, recordsOf, type RunResult } from "@samebit/runlog";
import { execute, type Plan } from "@samebit/solver";
import type { Kernels } from "@samebit/tensors";
import type { LossPoint } from "./rerun.ts";

/** An evaluation, as far as it is drawn: the epoch, and the figure that decides. */
export type EpochPoint = readonly [epoch: number, value: number];

/** What a run that is tried tells while it goes. */
export type TryEvent =
  | { readonly kind: "step"; readonly point: LossPoint }
  | { readonly kind: "epoch"; readonly point: EpochPoint };

/** What became of it. */
export interface Tried {
  /** How it ended. */
  readonly ended: Ended;
  /** What it found. */
  readonly result: RunResult;
}

/** Trains a plan to its end. */
export function* tryRun(
  plan: Plan,
  dataset: Dataset,
  kernels: Kernels,
): Generator<TryEvent, Tried, undefined> {
  const { choice } = recordsOf(plan.task);
  const run = execute(plan, dataset, kernels);
  let next = run.next();
  for (; !next.done; next = run.next()) {
    const event = next.value;
    if (event.kind === "step") {
      yield { kind: "step", point: [event.row.step, event.row.trainLoss] };
    } else if (event.kind === "epoch") {
      yield { kind: "epoch", point: [event.row.epoch, event.row[choice.name]!] };
    }
  }
  return { ended: next.value.ended, result: next.value.result };
}
