/**
 * What came of asking the system for a file or a folder: nothing there, a refusal that is the
 * input's fault, or a fault of ours.
 */
import { BadInput } from "@samebit/input";

/**
 * Does something with a folder of the output.
 *
 * @throws {BadInput} The system refuses; the message says what it said.
 */
export async function usingFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || !isOfSystem(cause)) throw cause;
    throw new BadInput(
      folder,
      `cannot be used: ${cause.message}; mend it or choose another folder by --out`,
      { cause },
    );
  }
}

/** What came of reading or removing a file; undefined where it is not there. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Whether an error is the system's answer to what was asked of a file: Deno's own, or with a code. */
export function isOfSystem(error: Error): boolean {
  return "code" in error || Object.values(Deno.errors).some((kind) => error instanceof kind);
}
