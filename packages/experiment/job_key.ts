/**
 * What tells jobs apart wherever they wait to be made: in a queue, in an array, in the record of an
 * audit.
 *
 * @module
 */

/** As much of a job as tells it apart. */
export interface KeyedJob {
  /** The identity of the run. */
  readonly identity: string;
  /** To which epoch it is wanted; to its end if undefined. */
  readonly untilEpoch?: number | undefined;
}

/** The key of a job: no other job has the same. */
export function keyOf({ identity, untilEpoch }: KeyedJob): string {
  return `${identity}.${untilEpoch ?? "end"}`;
}
