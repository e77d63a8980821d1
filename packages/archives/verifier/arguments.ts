/**
 * The command-line arguments of `verify.mjs`.
 */
import { parseArgs } from "node:util";

/** What the user asked for. */
export interface Options {
  /** Whether one JSON document is wanted instead of lines. */
  readonly json: boolean;
  /** Whether only help is wanted. */
  readonly help: boolean;
  /** How many runs to repeat; all if absent. */
  readonly runs?: number;
  /** The number of the claim whose runs are repeated; all if absent. */
  readonly claim?: number;
  /** The folder of data files that are not in the archive. */
  readonly dataDir?: string;
  /** How many runs at a time; one per core if absent. */
  readonly workers?: number;
}

/** What `--help` prints. */
export const HELP = `Repeats the runs of this archive and compares every value.

Usage: node verify.mjs [flags]
       deno run --allow-read=. verify.mjs [flags]
       bun verify.mjs [flags]

  --runs N        only N runs, chosen by the hash of the lock (default: all)
  --claim K       only the runs of claim K, counted from 1, and this claim
  --data-dir DIR  the folder of data files that the archive may not contain
  --workers N     how many runs at the same time (default: one per core)
  --json          one JSON document instead of lines
  --help          show this help

Exit status: 0 every byte is the same and every claim that must hold does; 1 something differs, or a
claim that must hold fails; 2 wrong use, or something could not be checked.
`;

/**
 * Reads the arguments.
 *
 * @throws {Error} One is unknown, or a number is not valid.
 */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "json": { type: "boolean", default: false },
      "help": { type: "boolean", short: "h", default: false },
      "runs": { type: "string" },
      "claim": { type: "string" },
      "data-dir": { type: "string" },
      "workers": { type: "string" },
    },
  });
  const count = (name: "runs" | "claim" | "workers") => {
    const text = values[name];
    if (text === undefined) return {};
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
      throw new Error(`--${name} cannot be ${JSON.stringify(text)}; wanted a whole number from 1`);
    }
    return { [name]: value };
  };
  return {
    json: values.json === true,
    help: values.help === true,
    ...count("runs"),
    ...count("claim"),
    ...count("workers"),
    ...(values["data-dir"] !== undefined && { dataDir: values["data-dir"] }),
  };
}
