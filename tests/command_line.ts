/**
 * Commands as a user runs them: real processes with the permissions of the tasks, in a folder of
 * their own. Not for anything but tests.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository, with a slash at its end. */
export const ROOT: string = fileURLToPath(new URL("../", import.meta.url));

const CONFIG = join(ROOT, "deno.json");
const PROGRAM = join(ROOT, "packages/cli/main.ts");

/** The tasks as the repository declares them: `deno run` with the task's own rights. */
export const TASKS: Readonly<Record<string, { readonly command: string }>> =
  JSON.parse(Deno.readTextFileSync(CONFIG)).tasks;

/** The part of a task's command line by which its shell names Deno itself. */
const ITSELF = "$(deno eval --no-config 'console.log(Deno.execPath())')";

/**
 * The rights of a task, as arguments of `deno`.
 *
 * @throws {TypeError} There is no such task.
 */
export function rightsOf(task: string): string[] {
  if (!Object.hasOwn(TASKS, task)) throw new TypeError(`There is no task ${task}`);
  return TASKS[task]!.command.replace(ITSELF, "DENO").replaceAll('"', "").split(" ")
    .filter((word) => /^--(allow|no|frozen)/.test(word))
    .map((word) => word.replace("DENO", Deno.execPath()));
}

/** How a command is run: with the rights of its task, or of `list` where there is no such task. */
function rightsFor(command = ""): string[] {
  return rightsOf(Object.hasOwn(TASKS, command) ? command : "list");
}

/** The program of a command with its arguments, as its task names them. */
function programOf(args: readonly string[]): string[] {
  const isBench = args[0] === "bench";
  return isBench ? [join(ROOT, "tools/bench/main.ts"), ...args.slice(1)] : [PROGRAM, ...args];
}

/** What a command did. */
export interface Outcome {
  /** Its exit status. */
  readonly status: number;
  /** Its standard output. */
  readonly out: string;
  /** Its standard error. */
  readonly complaints: string;
}

/** A folder that a test has to itself, removed at its end. */
export interface Workplace extends AsyncDisposable {
  /** Its path. */
  readonly path: string;
  /** Writes a file below it and returns its path. */
  write(name: string, text: string): Promise<string>;
  /** Runs a command in it. */
  run(...args: string[]): Promise<Outcome>;
  /** Starts a command in it. */
  start(...args: string[]): Deno.ChildProcess;
  /** Starts a command in it with other rights than those of its task. */
  startWith(rights: readonly string[], ...args: string[]): Deno.ChildProcess;
  /** Removes it with all that is in it. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A folder with nothing in it; `env` is added to the environment of its commands. */
export async function createWorkplace(
  env: Readonly<Record<string, string>> = {},
): Promise<Workplace> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "samebit-" }));
  const startWith = (rights: readonly string[], ...args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", ...rights, `--config=${CONFIG}`, ...programOf(args)],
      cwd: path,
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  const start = (...args: string[]) => startWith(rightsFor(args[0]), ...args);
  return {
    path,
    async write(name, text) {
      const file = join(path, name);
      await Deno.mkdir(join(file, ".."), { recursive: true });
      await Deno.writeTextFile(file, text);
      return file;
    },
    start,
    startWith,
    run: async (...args) => outcomeOf(await start(...args).output()),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** What a process that has ended did. */
export function outcomeOf({ code, stdout, stderr }: Deno.CommandOutput): Outcome {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, out: text(stdout), complaints: text(stderr) };
}

/** The paths of all files below a folder, sorted, with slashes; none where it is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory) files.push(name);
      else files.push(...(await filesBelow(join(folder, name))).map((path) => `${name}/${path}`));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort();
}

/** Whether there is a git. */
export async function hasGit(): Promise<boolean> {
  try {
    return (await new Deno.Command("git", { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
