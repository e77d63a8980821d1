/**
 * What Ctrl-C does to a long command: the first one aborts its signal, so that it ends in order; a
 * second one ends the process at once.
 *
 * @module
 */
import { STATUS } from "./command.ts";

/** Brings back the cursor that progress bars hide. */
const SHOW_CURSOR = "\x1b[?25h";

/** A signal that Ctrl-C aborts, until it is disposed of. */
export interface Interrupts extends Disposable {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Listens for Ctrl-C.
 *
 * @param beforeExit Called, at the second one, before the process ends: what must not be left behind.
 */
export function listenForInterrupts(beforeExit: () => void = () => {}): Interrupts {
  const first = new AbortController();
  const onInterrupt = () => {
    if (!first.signal.aborted) return first.abort();
    try {
      beforeExit();
    } finally {
      if (Deno.stdout.isTerminal()) Deno.stdout.writeSync(new TextEncoder().encode(SHOW_CURSOR));
      // Workers see that their input ends: they finish their step, leave a checkpoint, and end too.
      Deno.exit(STATUS.interrupted);
    }
  };
  Deno.addSignalListener("SIGINT", onInterrupt);
  return {
    signal: first.signal,
    [Symbol.dispose]: () => Deno.removeSignalListener("SIGINT", onInterrupt),
  };
}
