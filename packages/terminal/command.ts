/**
 * The interface of a command: a usage that declares its flags, and a function from its arguments to
 * an exit status.
 *
 * @module
 */
import type { Given, Usage } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** Exit statuses, the same for every command. */
export const STATUS = {
  /** Everything succeeded. */
  done: 0,
  /** A run failed, a value differs, or a claim marked `must` is refuted. */
  failed: 1,
  /** Wrong usage or bad input. */
  badInput: 2,
  /** Stopped by the user; complete files stay complete. */
  interrupted: 130,
} as const;

/** One command. */
export interface Command {
  /** Its name, operands and flags. */
  readonly usage: Usage;
  /** Runs it and returns the exit status. */
  run(given: Given, terminal: Terminal): Promise<number>;
}
