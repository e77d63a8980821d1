/**
 * The lines by which the process that speaks to NATS tells a command what happens, and reading them.
 *
 * @module
 */
import type { JobEvent } from "./task.ts";

/** What is told: an event of a job, how many more jobs are wanted, or why the process cannot work. */
export type CoordinatorLine =
  | { readonly index: number; readonly event: JobEvent }
  | { readonly more: number }
  | { readonly wrong: { readonly place?: string; readonly message: string } };

/** A line that was read; undefined where the process was killed in the middle of it. */
export function parseCoordinatorLine(text: string): CoordinatorLine | undefined {
  try {
    return JSON.parse(text) as CoordinatorLine;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
