/**
 * One JSON value per line, between processes: written at once, and readable even if the writer died
 * in the middle of a line.
 *
 * @module
 */

/**
 * Writes a value as a line of standard output. If nobody reads it any more, nothing happens: the
 * end of the input says so too.
 */
export function writeLine(value: unknown): void {
  const bytes = new TextEncoder().encode(JSON.stringify(value) + "\n");
  try {
    for (let written = 0; written < bytes.length;) {
      written += Deno.stdout.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** The value of a line; undefined if its writer died in the middle of it. */
export function readLine<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
