/**
 * Long tasks, several at a time, but tasks that belong together in order.
 *
 * @module
 */

/** That many queues of tasks. */
export class Lanes {
  readonly #ends: Promise<void>[];

  /** None has a task yet. */
  constructor(count: number) {
    this.#ends = Array.from({ length: count }, () => Promise.resolve());
  }

  /** Does a task after all earlier ones for the same key, which begins in hexadecimal. */
  do(key: string, work: () => Promise<void>): Promise<void> {
    const lane = this.#laneOf(key);
    return this.#ends[lane] = this.#ends[lane]!.then(work);
  }

  /** Waits for the tasks of a key. */
  wait(key: string): Promise<void> {
    return this.#ends[this.#laneOf(key)]!;
  }

  /** Waits for all tasks. */
  async end(): Promise<void> {
    await Promise.all(this.#ends);
  }

  #laneOf(key: string): number {
    return parseInt(key.slice(0, 8), 16) % this.#ends.length;
  }
}
