/**
 * Cosine annealing (Loshchilov and Hutter 2017, equation 5, one period) from the base learning rate to
 * `finalFactor` of it.
 *
 * With t the number of steps made since the warm-up and T the number of steps after it:
 * finalFactor + (1 − finalFactor)·(1 + cos(π·(t / T))) / 2; while step ≤ warmupSteps the factor is 1.
 *
 * The first step after the warm-up has factor 1, the one after the last would have finalFactor.
 */
import { cos } from "@samebit/arithmetic";
import { requireNumber } from "@samebit/layers";
import type { ScheduleKind, SchedulePosition } from "./schedule.ts";

/** A learning rate that falls along half a cosine. */
export interface CosineConfig {
  /** The discriminator. */
  readonly kind: "cosine";
  /** What remains of the learning rate at the end, in 0..1. */
  readonly finalFactor: number;
  /** Steps over which the learning rate first grows linearly; 0 is none. */
  readonly warmupSteps: number;
}

/** Cosine annealing. */
export const cosine: ScheduleKind<CosineConfig> = {
  defaults: { kind: "cosine", finalFactor: 0, warmupSteps: 0 },
  check({ kind, finalFactor }: CosineConfig): void {
    requireNumber(
      kind,
      "finalFactor",
      finalFactor,
      finalFactor >= 0 && finalFactor <= 1,
      "in 0..1",
    );
  },
  factorAt(config: CosineConfig, { step, totalSteps }: SchedulePosition): number {
    const { finalFactor, warmupSteps } = config;
    if (step <= warmupSteps) return 1;
    const progress = (step - 1 - warmupSteps) / (totalSteps - warmupSteps);
    return finalFactor + (1 - finalFactor) * (1 + cos(Math.PI * progress)) / 2;
  },
};
