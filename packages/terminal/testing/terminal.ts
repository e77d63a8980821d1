/**
 * A terminal that keeps what is written to it. Not for anything but tests.
 *
 * @module
 */
import type { Terminal } from "../terminal.ts";

/** A terminal without colours that nobody watches, and what was written to it. */
export interface TestingTerminal extends Terminal {
  /** Lines of standard output. */
  readonly printed: string[];
  /** Lines of standard error. */
  readonly complaints: string[];
}

/**
 * A terminal for a test.
 *
 * @param isTerminal Whether someone watches it.
 * @param columns How wide it is.
 */
export function createTestingTerminal(isTerminal = false, columns?: number): TestingTerminal {
  const printed: string[] = [];
  const complaints: string[] = [];
  const plain = (text: string) => text;
  return {
    printed,
    complaints,
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
    isTerminal,
    ...(columns !== undefined && { columns }),
    bold: plain,
    dim: plain,
    red: plain,
  };
}
