/**
 * The commands behind `deno task <name>`: each declares its flags as data and is a function from
 * its arguments to an exit status. The terminal is passed in, so that tests and other programs can
 * run commands.
 *
 * @example
 * ```ts
 * import { main, type Terminal } from "@samebit/cli";
 * import { assertEquals } from "@std/assert";
 *
 * const lines: string[] = [];
 * const plain = (text: string) => text;
 * const terminal: Terminal = {
 *   print: (line) => lines.push(line),
 *   complain: (line) => lines.push(line),
 *   isTerminal: false,
 *   bold: plain,
 *   dim: plain,
 *   red: plain,
 * };
 * assertEquals(await main(["experiment", "--seds", "1"], terminal), 2);
 * assertEquals(lines, ["error: --seds: unknown flag, did you mean --seeds?"]);
 * ```
 *
 * @module
 */
export type { Terminal } from "@samebit/terminal";
export { main } from "./main.ts";
