/**
 * Turns an experiment file into plain data. The file is code, perhaps a stranger's: it is run in a
 * process that may read its own folder and the packages and has no other right, and only JSON comes
 * back. A process and not a thread, since a thread that loops for ever cannot be stopped.
 *
 * @module
 */
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BadInput } from "@samebit/input";
import {
  type Answer,
  CONVERTED_SOURCES,
  DATA_SOURCES,
  dataOf,
  type EvaluatedFiles,
  EXPERIMENT_SOURCES,
  KIND_SOURCES,
  type Patience,
} from "./evaluate_answer.ts";
import { type EvaluateOrder, MOST_HEAP, TOO_MUCH } from "./evaluate_program.ts";
import { linksOut } from "./links.ts";
import { NO_LOADER_VARIABLES, pathsOfRight, refuseKept } from "./rights.ts";

/** The largest answer of an experiment file, and the most of its errors that is kept. */
const MOST_BYTES = 2 ** 24;
const MOST_ERROR_BYTES = 2 ** 16;

/** The longest list of links that Windows accepts on a command line with everything else. */
const MOST_LINKS_TEXT = 24_000;

/**
 * The default export of an experiment file, as data.
 *
 * @param path The file, as the user knows it.
 * @param patience How long it may take; 10 seconds of work, and a minute altogether, if left out.
 * @throws {BadInput} The file cannot be read, throws, needs a right it does not have, loops,
 *   exports nothing or something that does not survive as JSON.
 *
 * @example
 * ```ts
 * import { BadInput } from "@samebit/input";
 * import { evaluateFile } from "@samebit/sandbox";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a.ts`, "export default { seeds: [1, 1 + 1] };");
 * assertEquals(await evaluateFile(`${folder}/a.ts`), { seeds: [1, 2] });
 *
 * await Deno.writeTextFile(`${folder}/b.ts`, "export default await fetch('https://example.org');");
 * await assertRejects(() => evaluateFile(`${folder}/b.ts`), BadInput, "needs a right");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function evaluateFile(
  path: string,
  patience: Patience = EXPERIMENT_SOURCES.patience,
): Promise<unknown> {
  const subject = { ...EXPERIMENT_SOURCES, patience };
  return await evaluate(path, pathToFileURL(resolve(path)).href, subject);
}

/**
 * What one of our modules says about the file of an own kind, as data; like {@link evaluateFile},
 * but with the npm packages on which our packages depend.
 *
 * @param program The module, which finds the file and everything else in its own address.
 * @param dataDir The data directory, for a module that loads data: it may read that too, and take
 *   300 seconds of work and 4 GiB.
 * @throws {BadInput} As {@link evaluateFile}.
 */
export async function evaluateKind(
  path: string,
  program: URL,
  about: Readonly<Record<string, string>> = {},
  dataDir?: string,
): Promise<unknown> {
  const file = pathToFileURL(resolve(path)).href;
  const url = `${program.href}?${new URLSearchParams({ ...about, file })}`;
  return dataDir === undefined
    ? await evaluate(path, url, KIND_SOURCES)
    : await evaluate(path, url, DATA_SOURCES, [dataDir]);
}

/**
 * Has one of our modules make another file of a file that may be damaged: in a process that may read
 * this file and the packages, and is ended if it takes too long or more than 2 GiB.
 *
 * @param program The module. It finds the path in its own address, as `file`, and writes the other file
 *   to standard output.
 * @param patience How long it may take.
 * @param take Is given everything on standard output, and after that a line that is not of the module:
 *   the module should export how many bytes are its own.
 * @returns What the module exports.
 * @throws {BadInput} As {@link evaluateFile}.
 */
export async function convertFile(
  path: string,
  program: URL,
  patience: Patience,
  take: (bytes: Uint8Array) => Promise<void>,
): Promise<unknown> {
  await requireFile(path);
  const url = `${program.href}?${new URLSearchParams({ file: resolve(path) })}`;
  const subject = { ...CONVERTED_SOURCES, patience };
  return await evaluateIn(new Sandbox([path], [], subject), path, url, subject, take);
}

/** Evaluates a module on behalf of a file. */
async function evaluate(
  path: string,
  url: string,
  subject: EvaluatedFiles,
  folders: readonly string[] = [],
): Promise<unknown> {
  await requireFile(path);
  const folder = dirname(resolve(path));
  await refuseLink(path, folder);
  const sandbox = new Sandbox([folder, ...folders], await deniedLinks(folder), subject);
  return await evaluateIn(sandbox, path, url, subject);
}

async function evaluateIn(
  created: Sandbox,
  path: string,
  url: string,
  subject: EvaluatedFiles,
  take?: (bytes: Uint8Array) => Promise<void>,
): Promise<unknown> {
  const { patience: { workSeconds, waitSeconds }, memory } = subject;
  await using sandbox = created;
  const answer = await sandbox.ask({ url, workSeconds, memory }, waitSeconds, take);
  if (answer === "late") throw late(path, `${waitSeconds} s`, subject);
  if (answer.status.code === TOO_MUCH.work) {
    throw late(path, `${workSeconds} s of processor time`, subject);
  }
  return dataOf(answer, path, subject);
}

function late(path: string, time: string, { remedy }: EvaluatedFiles): BadInput {
  return new BadInput(path, `did not end within ${time}; ${remedy}`);
}

/** A file may read its own folder, and a link leads to another one. */
async function refuseLink(path: string, folder: string): Promise<void> {
  if (!(await Deno.lstat(path)).isSymlink) return;
  const [target, inside] = await Promise.all([Deno.realPath(path), Deno.realPath(folder)]);
  if (target.startsWith(inside + sep)) return;
  throw new BadInput(
    path,
    `is a link out of its folder, to ${target}; name that file instead, or copy it here`,
  );
}

/** The links that lead out of a folder, if they can all be denied. */
async function deniedLinks(folder: string): Promise<string[]> {
  const links = await linksOut(folder);
  if (pathsOfRight(links).length <= MOST_LINKS_TEXT) return links;
  throw new BadInput(
    folder,
    `contains ${links.length} links that lead out of it, more than can be hidden from an experiment ` +
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
  throw new BadInput(path, "is not a file");
}

/** The error about a missing file; a link that leads nowhere does exist. */
async function whyMissing(path: string): Promise<string> {
  try {
    return `is a link to ${await Deno.readLink(path)}, where there is no file`;
  } catch {
    return "there is no such file";
  }
}

/** A process without rights, killed when it is disposed of. */
class Sandbox implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  #answer: Promise<Answer> | undefined;

  /** May read the folders and the packages, but not through these links. */
  constructor(
    folders: readonly string[],
    links: readonly string[],
    { needsNpm }: EvaluatedFiles,
  ) {
    const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const program = here("./evaluate_program.ts");
    // The packages of ours import the standard library, which a checkout has below tools.
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--no-remote",
        "--cached-only",
        "--no-lock",
        `--allow-read=${
          pathsOfRight([...folders, here("../"), ...(needsNpm ? [here("../../tools/std/")] : [])])
        }`,
        ...(links.length > 0 ? [`--deny-read=${pathsOfRight(links)}`] : []),
        `--v8-flags=--max-old-space-size=${MOST_HEAP}`,
        program,
      ],
      // Where there is a file there cannot be a folder, so nothing is found there and nothing is
      // kept.
      env: {
        ...NO_LOADER_VARIABLES,
        NO_COLOR: "1",
        ...(!needsNpm && { DENO_DIR: program }),
        TMP: program,
        DENO_WEBGPU_BACKEND: "none",
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  /**
   * The process's answer about a file, or that it did not end in time.
   *
   * @param take Is given all of its output, of which then only the end is kept.
   */
  async ask(
    order: EvaluateOrder,
    waitSeconds: number,
    take?: (bytes: Uint8Array) => Promise<void>,
  ): Promise<Answer | "late"> {
    const { stdin, stdout, stderr, status } = this.#process;
    this.#answer = Promise.all([
      take === undefined ? readSome(stdout, MOST_BYTES) : readOn(stdout, take),
      readSome(stderr, MOST_ERROR_BYTES),
      status,
      new Blob([JSON.stringify(order)]).stream().pipeTo(stdin).catch(() => {}),
    ]).then(([output, errors, status]) => ({ output, errors, status }));
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), waitSeconds * 1000);
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

/** The beginning of a stream as text; the rest is read and discarded. */
async function readSome(stream: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    if (text.length < most) text += decoder.decode(chunk, { stream: true });
  }
  return text.slice(0, most);
}

/** The end of a stream as text; everything is handed on. */
async function readOn(
  stream: ReadableStream<Uint8Array>,
  take: (bytes: Uint8Array) => Promise<void>,
): Promise<string> {
  let end = new Uint8Array();
  for await (const chunk of stream) {
    await take(chunk);
    const both = new Uint8Array(end.length + chunk.length);
    both.set(end);
    both.set(chunk, end.length);
    end = both.slice(-MOST_ERROR_BYTES);
  }
  return new TextDecoder().decode(end);
}
