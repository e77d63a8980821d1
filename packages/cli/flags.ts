/**
 * Flags as data: a command declares them once, and parsing, checking and `--help` follow from the
 * declaration. Nothing is guessed: an unknown flag, a missing or a second value is wrong use.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { BadInput, nearest } from "@samebit/experiment";

/** One flag of a command. */
export interface Flag {
  /** The name of the value in help, such as `DIR`; absent for a switch. */
  readonly value?: string;
  /** What it does, one line. */
  readonly about: string;
  /** What holds where it is not given, for help. */
  readonly otherwise?: string;
}

/** A command as the terminal sees it. */
export interface Usage {
  /** The task's name. */
  readonly name: string;
  /** What stands behind the name, such as `[FILE...]`. */
  readonly operands: string;
  /** How many operands it takes at most; `Infinity` for any number. */
  readonly most: number;
  /** What it does, one line. */
  readonly about: string;
  /** Its own flags by name, without the two hyphens. */
  readonly flags: Readonly<Record<string, Flag>>;
  /** What help shows as an example, behind the name. */
  readonly example?: string;
}

/** What was given on the command line. */
export interface Given {
  /** What stands without hyphens. */
  readonly operands: readonly string[];
  /** Values of flags that take one; absent where not given. */
  readonly values: Readonly<Record<string, string>>;
  /** Switches that were given. */
  readonly switches: ReadonlySet<string>;
}

/** Flags that every command has. */
export const COMMON_FLAGS: Readonly<Record<string, Flag>> = {
  help: { about: "say how the command is used" },
  verbose: { about: "show stack traces of errors" },
};

/**
 * Reads a command line.
 *
 * @throws {BadInput} An unknown flag, a flag without its value or with two, a switch with a value,
 *   or too many operands.
 */
export function parseCommandLine(usage: Usage, args: readonly string[]): Given {
  const flags = { ...usage.flags, ...COMMON_FLAGS };
  const withValue = Object.keys(flags).filter((name) => flags[name].value !== undefined);
  const switches = Object.keys(flags).filter((name) => flags[name].value === undefined);
  refuseSwitchValues(switches, args);
  const parsed = parseArgs([...args], {
    boolean: switches,
    string: ["_", ...withValue],
    collect: withValue,
    alias: { help: "h" },
    unknown(argument, key) {
      if (key !== undefined) throw unknownFlag(argument, key, flags);
    },
  });
  const values: Record<string, string> = {};
  for (const name of withValue) {
    const [value, second] = (parsed[name] ?? []) as string[];
    if (value === undefined) continue;
    if (value === "") throw wantsValue(name, flags);
    if (second !== undefined) throw new BadInput(`--${name}`, "is given twice; give it once");
    values[name] = value;
  }
  const operands = parsed._.map(String);
  if (operands.length > usage.most) {
    throw new BadInput(operands[usage.most], `is one too many; usage: ${usageLine(usage)}`);
  }
  return { operands, values, switches: new Set(switches.filter((name) => parsed[name] === true)) };
}

function refuseSwitchValues(switches: readonly string[], args: readonly string[]): void {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  for (const argument of args.slice(0, end)) {
    const [flag] = argument.split("=");
    if (flag !== argument && switches.includes(flag.replace(/^--/, ""))) {
      throw new BadInput(argument, `${flag} takes no value`);
    }
  }
}

function unknownFlag(argument: string, key: string, flags: Usage["flags"]): BadInput {
  // `--out=` is read as a flag of that name.
  const bare = key.replace(/=$/, "");
  if (bare !== key && bare in flags) return wantsValue(bare, flags);
  if (/^-[\d.]/.test(argument)) {
    return new BadInput(argument, "is no flag, and no flag takes a number below 0; see --help");
  }
  const hint = nearest(bare, Object.keys(flags));
  return new BadInput(
    argument.split("=")[0],
    hint === undefined ? "unknown flag; see --help" : `unknown flag, did you mean --${hint}?`,
  );
}

function wantsValue(name: string, flags: Usage["flags"]): BadInput {
  return new BadInput(`--${name}`, `wants a value, ${flags[name].value}; see --help`);
}

/** What `--help` prints. */
export function formatHelp(usage: Usage): string {
  const rows = Object.entries({ ...usage.flags, ...COMMON_FLAGS }).map(([name, flag]) => {
    const left = `--${name}${flag.value === undefined ? "" : ` ${flag.value}`}`;
    const otherwise = flag.otherwise === undefined ? "" : ` (otherwise ${flag.otherwise})`;
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

/** What the program prints when it is asked for help without a command. */
export function formatOverview(usages: readonly Usage[]): string {
  return [
    "Usage: deno task <name>, where <name> is one of",
    "",
    ...alignRows(usages.map(({ name, about }) => [name, about] as const)),
    "",
    "deno task <name> --help says more of each.",
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
 * The whole number a flag was given; `otherwise` where it was not.
 *
 * @throws {BadInput} It is no whole number from `least`.
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

/**
 * The whole numbers from 0 that a flag was given, separated by commas; undefined where it was not.
 *
 * @throws {BadInput} One of them is none, or stands twice.
 */
export function seedList(given: Given, name: string): number[] | undefined {
  const text = given.values[name];
  if (text === undefined) return undefined;
  const seeds = text.split(",").map((part) => {
    const value = Number(part);
    if (!/^\d+$/.test(part) || !Number.isSafeInteger(value)) {
      throw new BadInput(
        `--${name}`,
        `cannot be ${JSON.stringify(text)}; wanted whole numbers from 0, such as 1,2,3`,
      );
    }
    return value;
  });
  if (new Set(seeds).size !== seeds.length) {
    throw new BadInput(`--${name}`, `${text} names a seed twice`);
  }
  return seeds;
}
