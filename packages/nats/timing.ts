/**
 * How long coordinators and workers wait for one another.
 *
 * @module
 */

/** Times in milliseconds. */
export interface NatsTiming {
  /** After how long without a word from its worker a plan is given to another one. */
  readonly ackWaitMs: number;
  /** After how long a plan that was refused is offered again. */
  readonly refusedMs: number;
  /** How often a worker tells of its run's rows and progress, at most. */
  readonly tellMs: number;
  /** How often a coordinator looks whether what it waits for can still come. */
  readonly lookMs: number;
  /** How long it listens for workers that are there. */
  readonly pingMs: number;
  /** After how long without any news it asks whether anybody is there. */
  readonly quietMs: number;
  /** How long it waits for checkpoints of what it has had paused. */
  readonly pauseMs: number;
  /** After how long a question for what comes next is asked anew; what came meanwhile is not lost. */
  readonly expiresMs: number;
  /** How long to wait before asking a server again that did not answer. */
  readonly retryMs: number;
  /** For how long to ask a server for the streams before the command ends. */
  readonly openMs: number;
}

/** What holds unless a test is in a hurry. */
export const NATS_TIMING: NatsTiming = {
  ackWaitMs: 30_000,
  refusedMs: 2_000,
  tellMs: 1_000,
  lookMs: 5_000,
  pingMs: 1_000,
  quietMs: 20_000,
  pauseMs: 60_000,
  expiresMs: 5_000,
  retryMs: 500,
  openMs: 10_000,
};
