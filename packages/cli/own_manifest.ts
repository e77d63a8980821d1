/**
 * The `deno.json` of a folder outside of the checkout: the checkout's tasks, run from there, and an
 * import map with which an editor checks experiment files and programs.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** As much of a `deno.json` as is used. */
export interface Manifest {
  /** The name of a package. */
  readonly name?: string;
  /** The folders of packages. */
  readonly workspace?: readonly string[];
  /** The folders that stand for packages from elsewhere. */
  readonly links?: readonly string[];
  /** Modules by what they are imported as. */
  readonly imports?: Readonly<Record<string, string>>;
  /** What a package offers. */
  readonly exports?: string | Readonly<Record<string, string>>;
  /** Commands by name. */
  readonly tasks?: Readonly<
    Record<string, { readonly description: string; readonly command: string }>
  >;
  /** How types are checked. */
  readonly compilerOptions?: Readonly<Record<string, boolean>>;
}

/** What the command line of each task that works elsewhere names. */
const PROGRAM = " packages/cli/main.ts";

/** Tasks that are of the checkout alone. */
const AT_HOME: readonly string[] = ["init", "help"];

/**
 * The manifest of a folder outside of a checkout.
 *
 * @param root The checkout.
 * @param read Reads a `deno.json`.
 */
export async function manifestFor(
  root: URL,
  read: (url: URL) => Promise<Manifest>,
): Promise<Manifest> {
  const { workspace = [], links = [], imports = {}, tasks = {}, compilerOptions = {} } = await read(
    new URL("deno.json", root),
  );
  const modules: Record<string, string> = { ...imports };
  for (const path of [...links, ...workspace]) {
    const folder = new URL(`${path}/`, root);
    const { name = "", exports = {}, imports: own = {} } = await read(
      new URL("deno.json", folder),
    );
    Object.assign(modules, own);
    const parts = typeof exports === "string" ? { ".": exports } : exports;
    for (const [part, file] of Object.entries(parts)) {
      modules[`${name}${part.slice(1)}`] = new URL(file, folder).href;
    }
  }
  const sorted = Object.entries(modules).sort(([a], [b]) => a < b ? -1 : 1);
  return { imports: Object.fromEntries(sorted), tasks: tasksFor(root, tasks), compilerOptions };
}

/** The tasks whose program works in any folder, named by where it is. */
function tasksFor(root: URL, tasks: NonNullable<Manifest["tasks"]>) {
  const at = (path: string) => JSON.stringify(fileURLToPath(new URL(path, root)));
  const config = at("deno.json");
  return Object.fromEntries(
    Object.entries(tasks)
      .filter(([name, { command }]) => command.includes(PROGRAM) && !AT_HOME.includes(name))
      .map(([name, { description, command }]) => [name, {
        description,
        command: command.replace("deno run ", `deno run --config=${config} `)
          .replace(PROGRAM, ` ${at(PROGRAM.trim())}`),
      }]),
  );
}
