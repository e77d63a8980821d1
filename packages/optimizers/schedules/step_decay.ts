/**
 * Step decay: the learning rate is multiplied by `factor` after every `every` epochs.
 *
 * factor^⌊(epoch − 1) / every⌋, epochs from 1.
 */
import { power } from "@samebit/arithmetic";
import { requireInteger } from "@samebit/layers";
import { requireFactor } from "../checks.ts";
import type { ScheduleKind, SchedulePosition } from "./schedule.ts";

/** A lower learning rate after every so many epochs. */
export interface StepDecayConfig {
  /** The discriminator. */
  readonly kind: "step-decay";
  /** The number of epochs between two cuts, at least 1. */
  readonly every: number;
  /** What a cut leaves, above 0 and at most 1. */
  readonly factor: number;
  /** Steps over which the learning rate first grows linearly; 0 is none. */
  readonly warmupSteps: number;
}

/** Step decay. */
export const stepDecay: ScheduleKind<StepDecayConfig> = {
  defaults: { kind: "step-decay", every: 10, factor: 0.1, warmupSteps: 0 },
  check(config: StepDecayConfig): void {
    requireInteger(config.kind, "every", config.every, 1);
    requireFactor(config.kind, "factor", config.factor);
  },
  factorAt(config: StepDecayConfig, { epoch }: SchedulePosition): number {
    return power(config.factor, Math.floor((epoch - 1) / config.every));
  },
};
