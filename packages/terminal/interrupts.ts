/**
 * What Ctrl-C, or another signal to end, does to a long command: the first one aborts its signal,
 * so that it ends in an orderly way; a second one ends the process at once.
 *
 * @module
 */
import { STATUS } from "./command.ts";

/** Shows the cursor that progress bars hide. */
const SHOW_CURSOR = "\x1b[?25h";

/** An abort signal that a signal of the system aborts, until it is disposed of. */
export interface Interrupts extends Disposable {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
}

/**
 * Listens for signals to end.
 *
 * @param beforeExit Called at the second signal before the process ends, to clean up.
 * @param signals The signals; Windows knows only SIGINT.
 */
export function listenForInterrupts(
  beforeExit: () => void = () => {},
  signals: readonly Deno.Signal[] = ["SIGINT"],
): Interrupts {
  const known = signals.filter((name) => name === "SIGINT" || Deno.build.os !== "windows");
  const first = new AbortController();
  const onInterrupt = () => {
    if (!first.signal.aborted) return first.abort();
    try {
      beforeExit();
    } finally {
      if (Deno.stdout.isTerminal()) Deno.stdout.writeSync(new TextEncoder().encode(SHOW_CURSOR));
      // Workers see the end of their input, finish their step, write a checkpoint, and end too.
      Deno.exit(STATUS.interrupted);
    }
  };
  for (const name of known) Deno.addSignalListener(name, onInterrupt);
  return {
    signal: first.signal,
    [Symbol.dispose]: () => known.forEach((name) => Deno.removeSignalListener(name, onInterrupt)),
  };
}
