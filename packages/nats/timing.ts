/**
 * How long coordinators and workers wait for one another.
 *
 * @module
 */

/** Times in milliseconds. */
export interface NatsTiming {
  /** After how long without a message from its worker a plan is given to another one. */
  readonly ackWaitMs: number;
  /** After how long a refused plan is offered again. */
  readonly refusedMs: number;
  /** The shortest time between a worker's reports of rows and progress. */
  readonly tellMs: number;
  /** How often a coordinator checks whether the results it waits for can still come. */
  readonly lookMs: number;
  /** How long it listens for answers of workers. */
  readonly pingMs: number;
  /** After how long without news it asks whether any worker is there. */
  readonly quietMs: number;
  /** How long it waits for the checkpoints of paused runs. */
  readonly pauseMs: number;
  /**
   * After how long a request for the next message is repeated; messages that arrived meanwhile are
   * not lost.
   */
  readonly expiresMs: number;
  /** How long to wait before asking again after a server did not answer. */
  readonly retryMs: number;
  /** How long to ask a server for the streams before the command ends. */
  readonly openMs: number;
}

/** The times used outside tests. */
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
