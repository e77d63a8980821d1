/**
 * Lines that arrive only when they have been requested, so that no more of them are held than
 * needed; an empty line says that there are no more.
 *
 * @module
 */

/** Lines for one reader. */
export class InputLines {
  #lines: string[] = [];
  #isOver = false;
  #changed = Promise.withResolvers<void>();

  /** Takes a line that has come. */
  take(line: string): void {
    if (line === "") return this.end();
    this.#lines.push(line);
    this.#changed.resolve();
  }

  /** No more will come. */
  end(): void {
    this.#isOver = true;
    this.#changed.resolve();
  }

  /** Waits for that many lines, or for fewer if there are no more. */
  async read(count: number): Promise<string[]> {
    while (this.#lines.length < count && !this.#isOver) {
      await this.#changed.promise;
      this.#changed = Promise.withResolvers();
    }
    return this.#lines.splice(0, count);
  }
}
