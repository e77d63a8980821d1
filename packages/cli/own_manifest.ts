/**
 * The `deno.json` of a folder outside the checkout: the checkout's tasks, run from that folder, and
 * an import map with which an editor checks experiment files and programs.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** The parts of a `deno.json` that are used. */
export interface Manifest {
  /** The name of a package. */
  readonly name?: string;
  /** The folders of packages. */
  readonly workspace?: readonly string[];
  /** The folders that replace external packages. */
  readonly links?: readonly string[];
  /** Modules by import specifier. */
  readonly imports?: Readonly<Record<string, string>>;
  /** The exports of a package. */
  readonly exports?: string | Readonly<Record<string, string>>;
  /** Commands by name. */
  readonly tasks?: Readonly<
    Record<string, { readonly description: string; readonly command: string }>
  >;
  /** How types are checked. */
  readonly compilerOptions?: Readonly<Record<string, boolean>>;
}

/** The program that every task usable elsewhere runs. */
const PROGRAM = " packages/cli/main.ts";

/** Tasks that work only in the checkout. */
const AT_HOME: readonly string[] = ["init", "help"];

/**
 * The manifest of a folder outside a checkout.
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

/** The tasks whose program works in any folder, with its path. */
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
