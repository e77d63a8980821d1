/**
 * The program behind `deno task <name>`: finds the command, parses its command line, runs it, and
 * turns errors into a message and an exit status.
 *
 * @module
 */
import { BadInput, escapeText, nearest } from "@samebit/input";
import { CONTRACT } from "@samebit/solver";
import { shownPath } from "@samebit/store";
import {
  type Command,
  createTerminal,
  formatHelp,
  formatOverview,
  parseCommandLine,
  STATUS,
  type Terminal,
} from "@samebit/terminal";
import { check } from "./commands/check.ts";
import { checkGradients } from "./commands/check_gradients.ts";
import { confirmations } from "./commands/confirmations.ts";
import { data } from "./commands/data.ts";
import { diverge } from "./commands/diverge.ts";
import { evaluate } from "./commands/evaluate.ts";
import { experiment } from "./commands/experiment.ts";
import { exportModel } from "./commands/export.ts";
import { init } from "./commands/init.ts";
import { list } from "./commands/list.ts";
import { native } from "./commands/native.ts";
import { newExperiment } from "./commands/new.ts";
import { publish } from "./commands/publish.ts";
import { report } from "./commands/report.ts";
import { verify } from "./commands/verify.ts";
import { watch } from "./commands/watch.ts";
import { worker } from "./commands/worker.ts";
import manifest from "./deno.json" with { type: "json" };
import { refusePlaces } from "@samebit/options";

const COMMANDS: readonly Command[] = [
  experiment,
  report,
  watch,
  verify,
  check,
  worker,
  diverge,
  evaluate,
  publish,
  confirmations,
  exportModel,
  list,
  newExperiment,
  init,
  data,
  native,
  checkGradients,
];

/**
 * Runs one command and returns its exit status: 0 done, 1 something failed, 2 wrong usage or bad
 * input, 130 interrupted.
 *
 * @param args The command's name and what follows it.
 * @param terminal Where it writes.
 * @param commands The commands to choose from.
 */
export async function main(
  args: readonly string[],
  terminal: Terminal,
  commands: readonly Command[] = COMMANDS,
): Promise<number> {
  const [name = "", ...rest] = args;
  try {
    if (name === "--version") {
      const { version } = manifest;
      terminal.print(`samebit ${version}, contract ${CONTRACT}, Deno ${Deno.version.deno}`);
      return STATUS.done;
    }
    if (name === "help" || name === "--help" || name === "-h") {
      terminal.print(formatOverview(commands.map(({ usage }) => usage)));
      return STATUS.done;
    }
    const command = commandNamed(name, commands);
    const given = parseCommandLine(command.usage, rest);
    if (given.switches.has("help")) {
      terminal.print(formatHelp(command.usage));
      return STATUS.done;
    }
    await refusePlaces(given);
    return await command.run(given, terminal);
  } catch (error) {
    return explain(error, rest.includes("--verbose"), terminal);
  }
}

function commandNamed(name: string, commands: readonly Command[]): Command {
  const names = commands.map(({ usage }) => usage.name);
  const command = commands.find(({ usage }) => usage.name === name);
  if (command !== undefined) return command;
  const hint = nearest(name, names);
  throw new BadInput(
    name === "" ? "command" : name,
    `${name === "" ? "is missing" : "is not a command"}; ${
      hint === undefined ? `there are ${names.join(", ")}` : `did you mean ${hint}?`
    }`,
  );
}

function explain(error: unknown, verbose: boolean, terminal: Terminal): number {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const said = error instanceof BadInput ? placeShown(error) : escapeText(message);
  terminal.complain(`${terminal.red("error")}: ${said}`);
  if (verbose && stack !== undefined) terminal.complain(stack);
  if (error instanceof BadInput) return STATUS.badInput;
  if (!verbose) terminal.complain(terminal.dim("(--verbose shows where)"));
  return STATUS.failed;
}

/** The message with its place written as on every system. */
function placeShown({ place, message }: BadInput): string {
  return message.startsWith(place) ? shownPath(place) + message.slice(place.length) : message;
}

if (import.meta.main) Deno.exit(await main(Deno.args, createTerminal()));
