/**
 * A limit on how long a server may be silent, since a hanging connection never breaks by itself.
 *
 * @module
 */

/** Aborts when nothing has been heard for a while. */
export class Silence implements Disposable {
  readonly #controller = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout>;

  /** Begins the time; `ms` is how long it is, in milliseconds. */
  constructor(ms: number) {
    this.#ms = ms;
    this.#timer = this.#start();
  }

  /** Is aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Restarts the timer. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#controller.abort(new Error(`the server was silent for ${this.#ms / 1000} seconds`));
    }, this.#ms);
  }
}
