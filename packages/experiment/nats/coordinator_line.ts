/**
 * The lines by which the process that speaks to NATS tells a command what happens, and reading them.
 *
 * @module
 */

/** What is told: an engine's event with the number of its job, or why the process cannot work. */
export type CoordinatorLine =
  | { readonly index: number; readonly event: Record<string, unknown> }
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
