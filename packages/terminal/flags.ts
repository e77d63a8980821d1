/**
 * Flags as data: a command declares them once, and parsing, checking and `--help` follow from the
 * declaration. Nothing is guessed: an unknown flag, a missing value or a second one is an error.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { BadInput, nearest } from "@samebit/input";

/** One flag of a command. */
export interface Flag {
  /** The name of the value in help, such as `DIR`; absent for a switch. */
  readonly value?: string;
  /** What it does, one line. */
  readonly about: string;
  /** The default, for help. */
  readonly otherwise?: string;
}

/** A command as the terminal sees it. */
export interface Usage {
  /** The task's name. */
  readonly name: string;
  /** What follows the name, such as `[FILE...]`. */
  readonly operands: string;
  /** How many operands it takes at most; `Infinity` for any number. */
  readonly most: number;
  /** What it does, one line. */
  readonly about: string;
  /** Its own flags by name, without the two hyphens. */
  readonly flags: Readonly<Record<string, Flag>>;
  /** The example in help, after the name. */
  readonly example?: string;
}

/** The parsed command line. */
export interface Given {
  /** Arguments without hyphens. */
  readonly operands: readonly string[];
  /** Values of flags that take one; absent if not given. */
  readonly values: Readonly<Record<string, string>>;
  /** Switches that were given. */
  readonly switches: ReadonlySet<string>;
}

/** Flags that every command has. */
export const COMMON_FLAGS: Readonly<Record<string, Flag>> = {
  help: { about: "show this help" },
  verbose: { about: "show the stack traces of errors" },
};

/**
 * Parses a command line. Arguments that the library would interpret in its own way (`--a.b`, `-hx`,
 * `--_`) are refused before they reach it.
 *
 * @throws {BadInput} An unknown flag, a flag without its value or given twice, a switch with a
 *   value, an empty argument, or too many operands.
 */
export function parseCommandLine(usage: Usage, args: readonly string[]): Given {
  const flags = { ...usage.flags, ...COMMON_FLAGS };
  const withValue = Object.keys(flags).filter((name) => flags[name].value !== undefined);
  const switches = Object.keys(flags).filter((name) => flags[name].value === undefined);
  const parsed = parseArgs(checkedArguments(args, flags), {
    boolean: switches,
    string: ["_", ...withValue],
    collect: [...withValue, ...switches],
  }) as unknown as Readonly<Record<string, readonly unknown[]>>;
  const given = (name: string) => parsed[name] ?? [];
  const values: Record<string, string> = {};
  for (const name of withValue) {
    if (given(name).length === 0) continue;
    const [value] = given(name);
    if (value === "") throw wantsValue(name, flags);
    values[name] = String(value);
  }
  for (const name of Object.keys(flags)) {
    if (name !== "help" && given(name).length > 1) {
      throw new BadInput(`--${name}`, "is given twice; give it once");
    }
  }
  const operands = given("_").map(String);
  if (operands.includes("")) throw new BadInput('""', "is an empty argument; leave it out");
  if (operands.length > usage.most) {
    throw new BadInput(
      operands[usage.most],
      `is one argument too many; usage: ${usageLine(usage)}`,
    );
  }
  return { operands, values, switches: new Set(switches.filter((name) => given(name).length > 0)) };
}

/**
 * The arguments with every flag known and in one form: `--flag=true`, `--flag VALUE` or
 * `--flag=VALUE`.
 */
function checkedArguments(args: readonly string[], flags: Usage["flags"]): string[] {
  const unreadable = args.find((argument) => argument.includes("\0"));
  if (unreadable !== undefined) {
    throw new BadInput(JSON.stringify(unreadable), "contains a NUL character; leave it out");
  }
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const before = args.slice(0, end).map((argument) => {
    if (!/^-./s.test(argument)) return argument;
    const [, name, value] =
      /^--([^=]+)(?:=(.*))?$/s.exec(argument === "-h" ? "--help" : argument) ??
        [];
    if (name === undefined || !Object.hasOwn(flags, name)) throw unknownFlag(argument, flags);
    if (flags[name].value !== undefined) {
      if (value === "") throw wantsValue(name, flags);
      return argument;
    }
    if (value !== undefined) throw new BadInput(argument, `--${name} takes no value`);
    return `--${name}=true`; // so that an operand "true" after it stays an operand
  });
  return [...before, ...args.slice(end)];
}

function unknownFlag(argument: string, flags: Usage["flags"]): BadInput {
  if (/^-[\d.]/.test(argument)) {
    return new BadInput(argument, "is not a flag, and no flag takes a negative number; see --help");
  }
  const bare = argument.replace(/^--?/, "").split("=")[0];
  const hint = bare === "" ? undefined : nearest(bare, Object.keys(flags));
  return new BadInput(
    bare === "" ? argument : argument.split("=")[0],
    hint === undefined ? "unknown flag; see --help" : `unknown flag, did you mean --${hint}?`,
  );
}

function wantsValue(name: string, flags: Usage["flags"]): BadInput {
  return new BadInput(`--${name}`, `needs a value, ${flags[name].value}; see --help`);
}

/** What `--help` prints. */
export function formatHelp(usage: Usage): string {
  const rows = Object.entries({ ...usage.flags, ...COMMON_FLAGS }).map(([name, flag]) => {
    const left = `--${name}${flag.value === undefined ? "" : ` ${flag.value}`}`;
    const otherwise = flag.otherwise === undefined ? "" : ` (default: ${flag.otherwise})`;
    return [left, flag.about + otherwise] as const;
  });
  return [
    `${usage.about}.`,
    "",
    `Usage:   ${usageLine(usage)}`,
    ...(usage.example === undefined
      ? []
      : [`Example: ${`deno task ${usage.name} ${usage.example}`.trimEnd()}`]),
    "",
    ...alignRows(rows),
    "",
  ].join("\n");
}

/** The program's help, printed if no command is named. */
export function formatOverview(usages: readonly Usage[]): string {
  return [
    "Usage: deno task <name>, where <name> is one of",
    "",
    ...alignRows(usages.map(({ name, about }) => [name, about] as const)),
    "",
    "deno task <name> --help says more.",
    "",
  ].join("\n");
}

function usageLine({ name, operands }: Usage): string {
  return `deno task ${name} [flags] ${operands}`.trimEnd();
}

function alignRows(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/**
 * The whole number that a flag was given, or `otherwise`.
 *
 * @throws {BadInput} It is not a whole number from `least`.
 */
export function wholeNumber(given: Given, name: string, least: number, otherwise: number): number {
  const text = given.values[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new BadInput(
      `--${name}`,
      `cannot be ${JSON.stringify(text)}; wanted a whole number from ${least}`,
    );
  }
  return value;
}

/** The most seeds, since a range of any length could be written. */
const MOST_SEEDS = 10_000;

/**
 * The whole numbers from 0 that a flag was given, separated by commas, `1-5` for a range; undefined
 * if it was not given.
 *
 * @throws {BadInput} One of them is not a whole number or is named twice, or there are more than
 *   ten thousand.
 */
export function seedList(given: Given, name: string): number[] | undefined {
  const text = given.values[name];
  if (text === undefined) return undefined;
  const seeds = text.split(",").flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [low, high] = [Number(first), Number(last)];
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high < low) {
      throw new BadInput(
        `--${name}`,
        `cannot be ${JSON.stringify(text)}; wanted whole numbers from 0, such as 1,2,3 or 1-3`,
      );
    }
    if (high - low >= MOST_SEEDS) {
      throw new BadInput(`--${name}`, `${part} is too many seeds; wanted at most ${MOST_SEEDS}`);
    }
    return Array.from({ length: high - low + 1 }, (_, at) => low + at);
  });
  if (seeds.length > MOST_SEEDS) {
    throw new BadInput(`--${name}`, `names ${seeds.length} seeds; wanted at most ${MOST_SEEDS}`);
  }
  if (new Set(seeds).size !== seeds.length) {
    throw new BadInput(`--${name}`, `${text} names a seed twice`);
  }
  return seeds;
}
