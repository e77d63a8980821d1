/**
 * A bound on the messages about one run. A worker reports once a second; if one sends hundreds,
 * they are not read, so that they keep neither the command nor the disk busy.
 *
 * @module
 */

/** How many messages, and bytes of them, are read in a second. */
const MOST_MESSAGES = 500;
const MOST_BYTES = 2 ** 22;

const SECOND_MS = 1000;

/** Counts messages per second. */
export class Flow {
  #since = -Infinity;
  #messages = 0;
  #bytes = 0;
  #hasTold = false;

  /** Whether a message is to be read; `last` for the first one that is not. */
  take(bytes: number, nowMs: number): "yes" | "no" | "last" {
    if (nowMs - this.#since >= SECOND_MS) {
      this.#since = nowMs;
      this.#messages = this.#bytes = 0;
    }
    this.#bytes += bytes;
    if (++this.#messages <= MOST_MESSAGES && this.#bytes <= MOST_BYTES) return "yes";
    if (this.#hasTold) return "no";
    this.#hasTold = true;
    return "last";
  }
}
