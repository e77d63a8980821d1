/**
 * Compiling kernels.c, and finding compiled libraries. A file name carries digests of everything
 * that the library depends on and of its content, so that one made from different source or for a
 * different CPU, with other signatures, or damaged, is never loaded: kernels-<source, signatures,
 * flags, machine>-<compiler>-<content>.so.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Machine } from "./machine.ts";
import { SYMBOLS } from "./symbols.ts";

/** The C source of the kernels, beside this file; its parts are in kernels/. */
export const NATIVE_SOURCE: URL = new URL("./kernels.c", import.meta.url);

/** Where to look for a compiled library. */
export interface NativeLibraryOptions {
  /** The folder of compiled libraries, such as {@link nativeCacheFolder} gives; no run writes there. */
  readonly folder: string;
  /** The machine, such as {@link currentMachine}. */
  readonly machine: Machine;
  /** The C source, with the parts that it includes; {@link NATIVE_SOURCE} if left out. */
  readonly source?: string | URL;
  /** The signatures by which Deno calls the functions; {@link SYMBOLS} if left out. */
  readonly symbols?: Deno.ForeignLibraryInterface;
}

/** How to compile a library. */
export interface BuildNativeOptions extends NativeLibraryOptions {
  /** The C compiler, GCC or Clang, as a path or found in PATH; `cc` if left out. */
  readonly compiler?: string;
}

/** What {@link buildNativeLibrary} did. */
export interface NativeBuild {
  /** The library's path. */
  readonly path: string;
  /** The compiler's own description of itself. */
  readonly compiler: string;
  /** False if the same library already existed. */
  readonly built: boolean;
}

/**
 * Vectors as wide as the CPU has; nothing that would change how a number is rounded. Neither errno
 * nor the exception flags are used, and without them a choice of two numbers can be vectorised.
 */
const FLAGS = [
  ...["-std=c11", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"],
  ...["-shared", "-fPIC", "-pthread"],
];
const FLAGS_OF: Partial<Record<Machine["arch"], string[]>> = { x86_64: ["-march=native"] };

const EXTENSIONS: Partial<Record<Machine["os"], string>> = { darwin: "dylib", windows: "dll" };

const HOW_TO_INSTALL: Partial<Record<Machine["os"], string>> = {
  linux: "install one (Debian and Ubuntu: apt install gcc libc6-dev)",
  darwin: "install one (xcode-select --install)",
  windows: "install one (MinGW-w64's gcc) and name it",
};

/**
 * Compiles the kernels for this machine, unless that was done before with the same compiler.
 *
 * The file is written beside its place and then renamed, so that other processes see all of it or
 * nothing; earlier libraries from the same source for the same CPU are removed. Needs the rights to
 * read the source, to run the compiler, and to read and write the folder.
 *
 * @throws {Deno.errors.NotFound} There is no such compiler.
 * @throws {TypeError} The compiler fails; the message holds what it wrote.
 */
export async function buildNativeLibrary(options: BuildNativeOptions): Promise<NativeBuild> {
  const { folder, machine, source = NATIVE_SOURCE, compiler = "cc" } = options;
  const flags = [...FLAGS, ...FLAGS_OF[machine.arch] ?? []];
  const version = (await runCompiler(compiler, ["--version"], machine)).split("\n")[0];
  // What the compiler predefines tells its version and every instruction that it may use.
  const macros = await runCompiler(compiler, [...flags, "-dM", "-E", "-x", "c", "-"], machine);
  const prefix = await prefixOf(options);
  const tag = (await digest(macros)).slice(0, 8);
  const previous = await findNativeLibrary(options);
  if (previous?.includes(`${prefix}${tag}-`)) {
    return { path: previous, compiler: version, built: false };
  }

  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const outdated = (await listNames(folder)).filter((name) => name.startsWith(prefix));
  const unfinished = await Deno.makeTempFile({ dir: folder, prefix: "unfinished-" });
  try {
    await runCompiler(compiler, [...flags, pathOf(source), "-o", unfinished, "-lm"], machine);
    if (machine.os !== "windows") await Deno.chmod(unfinished, 0o700);
    const content = (await digest(await Deno.readFile(unfinished))).slice(0, 16);
    const name = `${prefix}${tag}-${content}.${EXTENSIONS[machine.os] ?? "so"}`;
    await Deno.rename(unfinished, `${folder}/${name}`);
    for (const other of outdated.filter((other) => other !== name)) {
      await Deno.remove(`${folder}/${other}`);
    }
    return { path: `${folder}/${name}`, compiler: version, built: true };
  } catch (error) {
    await Deno.remove(unfinished);
    throw error;
  }
}

/**
 * The path of the library that was compiled from this source for this machine, or undefined if there
 * is none. One whose content is not what was compiled (cut off, damaged) counts as none, because
 * loading it may end the process. Needs the rights to read the source and the folder.
 */
export async function findNativeLibrary(
  options: NativeLibraryOptions,
): Promise<string | undefined> {
  const { folder } = options;
  const prefix = await prefixOf(options);
  for (const name of await listNames(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = `${folder}/${name}`;
    const content = (await digest(await Deno.readFile(path))).slice(0, 16);
    if (name.includes(`-${content}.`)) return path;
  }
  return undefined;
}

/** The prefix of all libraries made from this source, with these flags, for this machine. */
async function prefixOf(options: NativeLibraryOptions): Promise<string> {
  const { machine: { os, arch, cpu }, source = NATIVE_SOURCE, symbols = SYMBOLS } = options;
  const text = await readNativeSource(source);
  const parts = [FLAGS, FLAGS_OF[arch] ?? [], os, arch, cpu, symbols, text];
  return `kernels-${(await digest(JSON.stringify(parts))).slice(0, 16)}-`;
}

/** The text of a C source with that of its parts, the files in quotation marks that it includes. */
export async function readNativeSource(source: string | URL = NATIVE_SOURCE): Promise<string> {
  const text = await Deno.readTextFile(source);
  const base = source instanceof URL ? source : pathToFileURL(source);
  const names = text.matchAll(/^#include "(.+)"$/gm).map(([, name]) => new URL(name!, base));
  const parts = await Promise.all([...names].map((name) => Deno.readTextFile(name)));
  return [text, ...parts].join("");
}

async function digest(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The names of the files in a folder; none if there is no folder. */
async function listNames(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** The path of a file given as a path or a URL. */
function pathOf(source: string | URL): string {
  return source instanceof URL ? fileURLToPath(source) : source;
}

/** Runs the compiler on no input and returns what it prints. */
async function runCompiler(compiler: string, args: string[], machine: Machine): Promise<string> {
  const output = await startCompiler(compiler, args, machine);
  const decoder = new TextDecoder();
  if (output.success) return decoder.decode(output.stdout);
  throw new TypeError(
    `Cannot build the native kernels: "${compiler} ${args.join(" ")}" failed with code ` +
      `${output.code}:\n${decoder.decode(output.stderr).trimEnd()}`,
  );
}

async function startCompiler(
  compiler: string,
  args: string[],
  machine: Machine,
): Promise<Deno.CommandOutput> {
  try {
    return await new Deno.Command(compiler, { args, stdin: "null" }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const remedy = HOW_TO_INSTALL[machine.os] ?? "install GCC or Clang";
    throw new Deno.errors.NotFound(
      `Cannot build the native kernels: there is no C compiler "${compiler}"; ${remedy}, ` +
        "or do without: the other kernels give the same bits",
    );
  }
}
