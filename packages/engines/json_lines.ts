/**
 * One JSON value a line, between processes: written at once, and read though the writer may have died
 * in the middle of a line.
 *
 * @module
 */

/**
 * Writes a value as a line of standard output. Where nobody reads it any more, the end of the input
 * has said so too, and nothing happens.
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

/** The value of a line; undefined where its writer died in the middle of it. */
export function readLine<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
