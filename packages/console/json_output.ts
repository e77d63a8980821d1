/**
 * `--json`: prints the result of a command as one JSON text on standard output, for programs. Other
 * output goes to standard error. Its fields: `docs/commands.md`.
 *
 * @module
 */
import { formatReport } from "@samebit/findings";
import type { Flag, Given, Terminal } from "@samebit/terminal";

/** The flag. */
export const JSON_FLAG: Flag = {
  about: "print the result as JSON, for programs; other output goes to standard error",
};

/** Where a command that can print JSON writes. */
export interface Output {
  /** For sentences. */
  readonly terminal: Terminal;
  /** Whether JSON is wanted. */
  readonly isJson: boolean;
  /** Takes the result as data; prints it if JSON is wanted. */
  give(result: unknown): void;
}

/** Where a command writes, depending on `--json`. */
export function outputOf({ switches }: Given, terminal: Terminal): Output {
  const isJson = switches.has("json");
  if (!isJson) return { terminal, isJson, give: () => undefined };
  return {
    terminal: { ...terminal, print: terminal.complain, isTerminal: false },
    isJson,
    give: (result) => terminal.print(inAscii(formatReport(result)).trimEnd()),
  };
}

/** JSON without characters that a terminal would obey or hide. */
function inAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
