/**
 * Flags as data: a command declares them once, and parsing, checking and `--help` follow from the
 * declaration. Nothing is guessed: an unknown flag or a missing value is wrong use, status 2.
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
 * @throws {BadInput} An unknown flag, a flag without its value, or too many operands.
 */
export function parseCommandLine(usage: Usage, args: readonly string[]): Given {
  const flags = { ...usage.flags, ...COMMON_FLAGS };
  const withValue = Object.keys(flags).filter((name) => flags[name]!.value !== undefined);
  const switches = Object.keys(flags).filter((name) => flags[name]!.value === undefined);
  const parsed = parseArgs([...args], {
    boolean: switches,
    string: withValue,
    unknown(argument, key) {
      if (key === undefined) return true;
      const hint = nearest(key, Object.keys(flags));
      throw new BadInput(
        argument,
        `unknown flag${hint === undefined ? "" : `, did you mean --${hint}?`}; see --help`,
      );
    },
  });
  const values: Record<string, string> = {};
  for (const name of withValue) {
    const value: unknown = parsed[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || value === "") {
      throw new BadInput(`--${name}`, `wants a value, ${flags[name]!.value}; see --help`);
    }
    values[name] = value;
  }
  const operands = parsed._.map(String);
  if (operands.length > usage.most) {
    const extra = operands[usage.most]!;
    throw new BadInput(extra, `is one too many; usage: deno task ${usage.name} ${usage.operands}`);
  }
  return { operands, values, switches: new Set(switches.filter((name) => parsed[name] === true)) };
}

/** What `--help` prints. */
export function formatHelp(usage: Usage): string {
  const rows = Object.entries({ ...usage.flags, ...COMMON_FLAGS }).map(([name, flag]) => {
    const left = `--${name}${flag.value === undefined ? "" : ` ${flag.value}`}`;
    const otherwise = flag.otherwise === undefined ? "" : ` (otherwise ${flag.otherwise})`;
    return [left, flag.about + otherwise] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `${usage.about}.`,
    "",
    `Usage: deno task ${usage.name} [flags] ${usage.operands}`.trimEnd(),
    "",
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    "",
  ].join("\n");
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
