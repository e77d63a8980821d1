/**
 * Epoch decay, the course's `lr_decay`: the learning rate is multiplied by `factor` after every epoch.
 *
 * factor^(epoch − 1), epochs from 1.
 */
import { power } from "@samebit/arithmetic";
import { requireFactor } from "../checks.ts";
import type { ScheduleKind, SchedulePosition } from "./schedule.ts";

/** A lower learning rate after every epoch. */
export interface EpochDecayConfig {
  /** The discriminator. */
  readonly kind: "epoch-decay";
  /** What an epoch leaves, above 0 and at most 1. */
  readonly factor: number;
  /** Steps over which the learning rate first grows linearly; 0 is none. */
  readonly warmupSteps: number;
}

/** Epoch decay. */
export const epochDecay: ScheduleKind<EpochDecayConfig> = {
  defaults: { kind: "epoch-decay", factor: 0.95, warmupSteps: 0 },
  check(config: EpochDecayConfig): void {
    requireFactor(config.kind, "factor", config.factor);
  },
  factorAt(config: EpochDecayConfig, { epoch }: SchedulePosition): number {
    return power(config.factor, epoch - 1);
  },
};
