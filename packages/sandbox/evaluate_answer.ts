/**
 * What the sandbox of evaluate_file.ts said about an experiment file: its data, or why there are
 * none. The file's code could have said anything in the sandbox's place, so nothing is taken on
 * trust.
 *
 * @module
 */
import { BadInput, escapeText, formatPlace, isObject } from "@samebit/input";
import { MOST_HEAP, MOST_WRITTEN, TOO_MUCH } from "./evaluate_program.ts";
import type { EvaluateReply } from "./evaluate_worker.ts";
import { DEEPEST } from "./lossy.ts";

/** How Deno says that a right is missing, whichever part of Deno says it. */
const DENIED =
  /NotCapable|Requires \w+ access|\bEPERM\b|specifier was requested|--cached-only|Failed to spawn/;

/** How long a file may take. */
export interface Patience {
  /**
   * Seconds of processor time, with all its threads, from where its own code begins: so on a busy
   * machine it has no less.
   */
  readonly workSeconds: number;
  /** Seconds by the clock, including the start of the sandbox. */
  readonly waitSeconds: number;
}

/** Files that are evaluated in the sandbox: their limits, and the words for them. */
export interface EvaluatedFiles {
  /** Their name. */
  readonly called: string;
  /** What one of them may read. */
  readonly reads: string;
  /** What is said to somebody whose file takes too long. */
  readonly remedy: string;
  /** How one ends. */
  readonly ends: string;
  /** Whether the packages that they may import depend on npm packages. */
  readonly needsNpm: boolean;
  /** How long one may take. */
  readonly patience: Patience;
  /** The memory that one may take with its typed arrays, in MiB. */
  readonly memory: number;
}

/** Files of experiments. */
export const EXPERIMENT_SOURCES: EvaluatedFiles = {
  called: "experiment files",
  reads: "its own folder and the packages",
  remedy: "it must only declare what to run",
  ends: "export default { ... } satisfies Experiment",
  needsNpm: false,
  patience: { workSeconds: 10, waitSeconds: 60 },
  memory: 512,
};

/** Files of own kinds. */
export const KIND_SOURCES: EvaluatedFiles = {
  ...EXPERIMENT_SOURCES,
  called: "kinds",
  remedy: "it must only declare what the kind is",
  ends: "export default { fields, create }",
  needsNpm: true,
};

/** Files of own kinds that load data: as patient as an engine is with a silent worker. */
export const DATA_SOURCES: EvaluatedFiles = {
  ...KIND_SOURCES,
  called: "data sets",
  reads: "its own folder, the data directory and the packages",
  remedy:
    "a data set must load within that, since every run loads it; do slow work once, and save " +
    "what comes out of it to the data directory",
  ends: "export default { fields, load }",
  patience: { workSeconds: 300, waitSeconds: 600 },
  memory: 4096,
};

/** Files that one of our modules makes another file of. */
export const CONVERTED_SOURCES: EvaluatedFiles = {
  ...KIND_SOURCES,
  called: "files to be converted",
  reads: "the file and the packages",
  remedy: "it may be damaged; write it anew, or convert it with the program that it comes from",
  memory: 2048,
};

/** How a process in the sandbox ended. */
export interface Answer {
  readonly output: string;
  readonly errors: string;
  readonly status: Deno.CommandStatus;
}

/**
 * The data of an answer.
 *
 * @param path The file, as the user knows it.
 * @throws {BadInput} If there are none.
 */
export function dataOf(
  { output, errors, status }: Answer,
  path: string,
  subject: EvaluatedFiles = EXPERIMENT_SOURCES,
): unknown {
  const reply = replyOf(output);
  switch (reply?.kind) {
    case "data":
      if (!isDeep(reply.data)) return reply.data;
      throw new BadInput(
        path,
        `the default export is more than ${DEEPEST} levels deep; wanted fewer`,
      );
    case "nothing":
      throw new BadInput(
        path,
        `exports nothing; end it with: ${subject.ends}`,
      );
    case "lossy": {
      const place = reply.path.length === 0
        ? "the default export "
        : `${formatPlace(reply.path)}: `;
      throw new BadInput(path, place + printable(reply.problem));
    }
    case "error":
      // If the file has started a thread, only the process itself says what ended that.
      throw new BadInput(
        path,
        refusal(
          /in child worker/.test(reply.error) ? uncaughtIn(errors) ?? reply.error : reply.error,
          subject,
        ),
      );
  }
  throw new BadInput(path, silence(errors, status, subject));
}

/** Whether data are too deep for recursive functions. */
function isDeep(data: unknown): boolean {
  let level = [data];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) =>
      isObject(value) || Array.isArray(value) ? Object.values(value) : []
    );
  }
  return false;
}

function replyOf(output: string): EvaluateReply | undefined {
  try {
    const reply: unknown = JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
    if (!isObject(reply)) return undefined;
    const { kind, path, problem, error } = reply;
    switch (kind) {
      case "data":
        return { kind, data: (reply["data"] ?? null) as never };
      case "nothing":
        return { kind };
      case "lossy":
        return Array.isArray(path)
          ? { kind, path: path.map(String), problem: String(problem) }
          : undefined;
      case "error":
        return { kind, error: String(error) };
    }
  } catch {
    // What is not JSON is not a reply.
  }
  return undefined;
}

/** What ended a thread or the process, as Deno says it. */
function uncaughtIn(errors: string): string | undefined {
  return /^error: (Uncaught .*)$/m.exec(errors)?.[1];
}

function refusal(error: string, subject: EvaluatedFiles): string {
  const wanted = /Failed loading \S+ for package "([^"]+)"/.exec(error)?.[1];
  if (wanted !== undefined) return denied(printable(`it imports the package "${wanted}"`), subject);
  const said = printable(
    error.replace(/^Uncaught (\(in (worker|promise)[^)]*\) )*/, "")
      .replace(/, run again with the --allow-\w+ flag/, "")
      .replace(/^TypeError: SyntaxError: /, "SyntaxError: "),
  );
  if (DENIED.test(error)) return denied(said, subject);
  return said.startsWith("SyntaxError: ") ? `is not valid TypeScript: ${said}` : `threw ${said}`;
}

function denied(said: string, { called, reads }: EvaluatedFiles): string {
  return `needs a right that ${called} do not have: ${said}; it may read ${reads}, and nothing else`;
}

/** Why a process ended without a reply. */
function silence(
  errors: string,
  { code, signal }: Deno.CommandStatus,
  subject: EvaluatedFiles,
): string {
  if (code === TOO_MUCH.written) return `writes more than ${MOST_WRITTEN} MiB to the disk`;
  if (code === TOO_MUCH.memory) return `takes more than ${subject.memory} MiB of memory`;
  if (/out of memory/i.test(errors)) return `takes more than ${MOST_HEAP} MiB of memory`;
  const unstable = /^Unstable API .*$/m.exec(errors)?.[0];
  if (unstable !== undefined) return denied(printable(unstable), subject);
  const uncaught = uncaughtIn(errors);
  if (uncaught !== undefined) return refusal(uncaught, subject);
  if (/await promise never resolved/i.test(errors)) return "ended before it exported anything";
  const said = errors.trim() === "" ? "" : `: ${printable(errors.trim())}`;
  return `ended with ${signal ?? `status ${code}`} before it exported anything${said}`;
}

/** Someone else's text, made safe to print. */
function printable(text: string): string {
  return escapeText(text.replace(/[\s\p{Cc}]+/gu, " ")).slice(0, 500);
}
