/**
 * What every schedule is: a factor on the learning rate as a function of where training stands, and
 * of nothing else, so that resuming needs no state.
 */

/** Where training stands before an update. */
export interface SchedulePosition {
  /** The step about to be made, from 1. */
  readonly step: number;
  /** The epoch that the step belongs to, from 1. */
  readonly epoch: number;
  /** The number of steps of the whole run. */
  readonly totalSteps: number;
}

/** One kind of schedule. */
export interface ScheduleKind<Config> {
  /** The configuration where the experiment says nothing. */
  readonly defaults: Config;
  /** @throws {RangeError} A field of the configuration is out of range. */
  check(config: Config): void;
  /** The factor on the base learning rate, warm-up aside. */
  factorAt(config: Config, position: SchedulePosition): number;
}
