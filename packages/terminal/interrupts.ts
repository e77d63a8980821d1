/**
 * What Ctrl-C, or another signal to end, does to a long command: the first one aborts its signal, so that it ends in order; a
 * second one ends the process at once.
 *
 * @module
 */
import { STATUS } from "./command.ts";

/** Brings back the cursor that progress bars hide. */
const SHOW_CURSOR = "\x1b[?25h";

/** A signal that is aborted by a signal of the system, until it is disposed of. */
export interface Interrupts extends Disposable {
  /** Aborted by the first one. */
  readonly signal: AbortSignal;
}

/**
 * Listens for signals to end.
 *
 * @param beforeExit Called, at the second one, before the process ends: what must not be left behind.
 * @param signals Which; Windows knows SIGINT alone.
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
      // Workers see that their input ends: they finish their step, leave a checkpoint, and end too.
      Deno.exit(STATUS.interrupted);
    }
  };
  for (const name of known) Deno.addSignalListener(name, onInterrupt);
  return {
    signal: first.signal,
    [Symbol.dispose]: () => known.forEach((name) => Deno.removeSignalListener(name, onInterrupt)),
  };
}
