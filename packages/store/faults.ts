/**
 * The outcome of asking the system for a file or a folder: nothing there, a refusal caused by the
 * input, or a bug.
 */
import { BadInput } from "@samebit/input";

/**
 * Does something with a folder of the output.
 *
 * @throws {BadInput} The system refuses; the message quotes it.
 */
export async function usingFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !isOfSystem(cause)) throw cause;
    throw new BadInput(
      folder,
      `cannot be used: ${cause.message}; repair it or choose another folder with --out`,
      { cause },
    );
  }
}

/** The outcome of reading or removing a file; undefined if it does not exist. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Whether an error is the system's answer to a request about a file: Deno's own, or one with a
 * code.
 */
export function isOfSystem(error: Error): boolean {
  return "code" in error || Object.values(Deno.errors).some((kind) => error instanceof kind);
}
