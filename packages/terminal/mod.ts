/**
 * What every command-line program of the project shares: commands with their flags as data, the
 * terminal they write to, tables, and what Ctrl-C does.
 *
 * @example
 * ```ts
 * import { parseCommandLine, type Usage } from "@samebit/terminal";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const usage: Usage = {
 *   name: "greet",
 *   operands: "NAME",
 *   most: 1,
 *   about: "Say hello",
 *   flags: { times: { value: "N", about: "how often" } },
 * };
 * assertEquals(parseCommandLine(usage, ["Ada", "--times", "2"]).values, { times: "2" });
 * assertThrows(() => parseCommandLine(usage, ["--tmes", "2"]), Error, "did you mean --times?");
 * ```
 *
 * @module
 */
export { type Command, STATUS } from "./command.ts";
export {
  type Flag,
  formatHelp,
  formatOverview,
  type Given,
  parseCommandLine,
  seedList,
  type Usage,
  wholeNumber,
} from "./flags.ts";
export { type Interrupts, listenForInterrupts } from "./interrupts.ts";
export { formatTable } from "./tables.ts";
export { createTerminal, escapeLines, type Terminal } from "./terminal.ts";
