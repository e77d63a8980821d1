/**
 * Turns an experiment file into plain data. The file is code, perhaps a stranger's: it is run in a
 * process that may read its own folder and the packages and has no other right, and only JSON comes
 * back. A process and not a thread, since a thread that loops for ever cannot be ended.
 *
 * @module
 */
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BadInput, isObject, spellPlace, spellText } from "@samebit/input";
import { MOST_MEMORY, MOST_WRITTEN, TOO_MUCH } from "./evaluate_program.ts";
import { DEEPEST, type EvaluateReply } from "./evaluate_worker.ts";
import { linksOut } from "./links.ts";
import { NO_LOADER_VARIABLES, pathsOfRight, refuseKept } from "./rights.ts";

/** How long an experiment file may take to say what it says, in milliseconds. */
const PATIENCE_MS = 10_000;

/** The most an experiment file may say, and the most that is kept of its errors. */
const MOST_BYTES = 2 ** 24;
const MOST_ERROR_BYTES = 2 ** 16;

/** The longest list of links that Windows takes on a command line with everything else. */
const MOST_LINKS_TEXT = 24_000;

/** How Deno says that a right is missing, whichever of its parts says it. */
const DENIED =
  /NotCapable|Requires \w+ access|\bEPERM\b|specifier was requested|--cached-only|Failed to spawn/;

/**
 * The default export of an experiment file, as data.
 *
 * @param path The file, as the user knows it.
 * @param patienceMs How long it may take, in milliseconds.
 * @throws {BadInput} The file cannot be read, throws, reaches for a right it does not have, loops,
 *   exports nothing or something that does not survive as JSON.
 *
 * @example
 * ```ts
 * import { BadInput } from "@samebit/input";
 * import { evaluateFile } from "@samebit/experiment";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a.ts`, "export default { seeds: [1, 1 + 1] };");
 * assertEquals(await evaluateFile(`${folder}/a.ts`), { seeds: [1, 2] });
 *
 * await Deno.writeTextFile(`${folder}/b.ts`, "export default await fetch('https://example.org');");
 * await assertRejects(() => evaluateFile(`${folder}/b.ts`), BadInput, "reaches for a right");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function evaluateFile(
  path: string,
  patienceMs: number = PATIENCE_MS,
): Promise<unknown> {
  await requireFile(path);
  const file = resolve(path);
  const folder = dirname(file);
  await refuseLink(path, folder);
  await using sandbox = new Sandbox(folder, await deniedLinks(folder));
  const answer = await sandbox.ask(pathToFileURL(file).href, patienceMs);
  if (answer === "late") {
    throw new BadInput(
      path,
      `did not end within ${patienceMs / 1000} s; it must only say what to run`,
    );
  }
  return dataOf(answer, path);
}

/** A file may read its own folder, and where a link leads is another one. */
async function refuseLink(path: string, folder: string): Promise<void> {
  if (!(await Deno.lstat(path)).isSymlink) return;
  const [target, inside] = await Promise.all([Deno.realPath(path), Deno.realPath(folder)]);
  if (target.startsWith(inside + sep)) return;
  throw new BadInput(
    path,
    `is a link out of its folder, to ${target}; name that file instead, or copy it here`,
  );
}

/** The links that lead out of a folder, where they can all be denied. */
async function deniedLinks(folder: string): Promise<string[]> {
  const links = await linksOut(folder);
  if (pathsOfRight(links).length <= MOST_LINKS_TEXT) return links;
  throw new BadInput(
    folder,
    `holds ${links.length} links that lead out of it, more than can be kept from an experiment ` +
      "file; put the experiment into a folder of its own",
  );
}

async function requireFile(path: string): Promise<void> {
  await refuseKept("experiment", path);
  try {
    if ((await Deno.stat(path)).isFile) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new BadInput(path, await whyMissing(path));
    throw new BadInput(path, `cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new BadInput(path, "is no file");
}

/** What is said of a file that is not there: a link that leads nowhere is one that is. */
async function whyMissing(path: string): Promise<string> {
  try {
    return `is a link to ${await Deno.readLink(path)}, where there is no file`;
  } catch {
    return "there is no such file";
  }
}

/** How a process in the sandbox ended. */
interface Answer {
  readonly output: string;
  readonly errors: string;
  readonly status: Deno.CommandStatus;
}

/** A process without rights, killed when it is disposed of. */
class Sandbox implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  #answer: Promise<Answer> | undefined;

  /** May read the folder and the packages, but not by these links. */
  constructor(folder: string, links: readonly string[]) {
    const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const program = here("./evaluate_program.ts");
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--no-remote",
        "--cached-only",
        "--no-lock",
        `--allow-read=${pathsOfRight([folder, here("../")])}`,
        ...(links.length > 0 ? [`--deny-read=${pathsOfRight(links)}`] : []),
        `--v8-flags=--max-old-space-size=${MOST_MEMORY}`,
        program,
      ],
      // A folder cannot be where there is a file, so nothing is found there and nothing is kept.
      env: {
        ...NO_LOADER_VARIABLES,
        NO_COLOR: "1",
        DENO_DIR: program,
        TMP: program,
        DENO_WEBGPU_BACKEND: "none",
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  /** What the process says of a file, or that it did not end in time. */
  async ask(url: string, patienceMs: number): Promise<Answer | "late"> {
    const { stdin, stdout, stderr, status } = this.#process;
    this.#answer = Promise.all([
      readSome(stdout, MOST_BYTES),
      readSome(stderr, MOST_ERROR_BYTES),
      status,
      new Blob([url]).stream().pipeTo(stdin).catch(() => {}),
    ]).then(([output, errors, status]) => ({ output, errors, status }));
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), patienceMs);
    try {
      return await Promise.race([this.#answer, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // Ended already.
    }
    await this.#answer;
  }
}

/** The beginning of a stream as text; what is too much is read and forgotten. */
async function readSome(stream: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    if (text.length < most) text += decoder.decode(chunk, { stream: true });
  }
  return text.slice(0, most);
}

/** The data of an answer; the file's code could have said anything, so nothing is taken on trust. */
function dataOf({ output, errors, status }: Answer, path: string): unknown {
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
        "exports nothing; end it with: export default { ... } satisfies Experiment",
      );
    case "lossy": {
      const place = reply.path.length === 0 ? "the default export " : `${spellPlace(reply.path)}: `;
      throw new BadInput(path, place + printable(reply.problem));
    }
    case "error":
      // Of a thread that the file has started, only the process itself says what ended it.
      throw new BadInput(
        path,
        refusal(
          /in child worker/.test(reply.error) ? uncaughtIn(errors) ?? reply.error : reply.error,
        ),
      );
  }
  throw new BadInput(path, silence(errors, status));
}

/** Whether data are too deep for those that walk through them by calling themselves. */
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
    // What is no JSON is no reply.
  }
  return undefined;
}

/** What ended a thread or the process, as Deno says it. */
function uncaughtIn(errors: string): string | undefined {
  return /^error: (Uncaught .*)$/m.exec(errors)?.[1];
}

function refusal(error: string): string {
  const wanted = /Failed loading \S+ for package "([^"]+)"/.exec(error)?.[1];
  if (wanted !== undefined) return denied(printable(`it imports the package "${wanted}"`));
  const said = printable(
    error.replace(/^Uncaught (\(in (worker|promise)[^)]*\) )*/, "")
      .replace(/, run again with the --allow-\w+ flag/, "")
      .replace(/^TypeError: SyntaxError: /, "SyntaxError: "),
  );
  if (DENIED.test(error)) return denied(said);
  return said.startsWith("SyntaxError: ") ? `is no TypeScript: ${said}` : `threw ${said}`;
}

function denied(said: string): string {
  return `reaches for a right that experiment files do not have: ${said}; ` +
    "it may read its own folder and the packages, and nothing else";
}

/** Why a process ended without a reply. */
function silence(errors: string, { code, signal }: Deno.CommandStatus): string {
  if (code === TOO_MUCH.written) return `writes more than ${MOST_WRITTEN} MiB to the disk`;
  if (code === TOO_MUCH.memory || /out of memory/i.test(errors)) {
    return `takes more than ${MOST_MEMORY} MiB of memory`;
  }
  const unstable = /^Unstable API .*$/m.exec(errors)?.[0];
  if (unstable !== undefined) return denied(printable(unstable));
  const uncaught = uncaughtIn(errors);
  if (uncaught !== undefined) return refusal(uncaught);
  if (/await promise never resolved/i.test(errors)) return "ended before it exported anything";
  const said = errors.trim() === "" ? "" : `: ${printable(errors.trim())}`;
  return `ended with ${signal ?? `status ${code}`} before it exported anything${said}`;
}

/** A text of somebody else's that is safe to print. */
function printable(text: string): string {
  return spellText(text.replace(/[\s\p{Cc}]+/gu, " ")).slice(0, 500);
}
