/**
 * Compiling kernels.c, and finding what was compiled. A file name carries a digest of everything that
 * the library depends on, so that one made from other source or for another CPU is never loaded.
 */
import { fileURLToPath } from "node:url";
import type { Machine } from "./machine.ts";

/** The C source of the kernels, beside this file. */
export const NATIVE_SOURCE: URL = new URL("./kernels.c", import.meta.url);

/** Where to look for a compiled library. */
export interface NativeLibraryOptions {
  /** The folder of compiled libraries, such as {@link nativeCacheFolder} gives; no run writes there. */
  readonly folder: string;
  /** The machine, such as {@link currentMachine}. */
  readonly machine: Machine;
  /** The C source; {@link NATIVE_SOURCE} if left out. */
  readonly source?: string | URL;
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
  /** False where the very same library lay there already. */
  readonly built: boolean;
}

/** Vectors as wide as the CPU has; nothing that would change how a number is rounded. */
const FLAGS = [
  ...["-std=c11", "-O3", "-ffp-contract=off", "-fno-math-errno"],
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
 * The file is written beside its place and then renamed, so others see all of it or nothing; what
 * another compiler made of the same source for the same CPU is removed. Needs the rights to read the
 * source, to run the compiler, and to read and write the folder.
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
  const prefix = await prefixOf(source, machine);
  const name = `${prefix}${(await digest(macros)).slice(0, 8)}${extensionOf(machine)}`;
  const path = `${folder}/${name}`;
  const others = (await listMatches(folder, prefix, machine)).filter((other) => other !== name);
  if (await exists(path) && others.length === 0) return { path, compiler: version, built: false };

  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = await Deno.makeTempFile({ dir: folder, prefix: "unfinished-" });
  try {
    await runCompiler(compiler, [...flags, pathOf(source), "-o", unfinished, "-lm"], machine);
    await Deno.rename(unfinished, path);
  } catch (error) {
    await Deno.remove(unfinished);
    throw error;
  }
  for (const other of others) await Deno.remove(`${folder}/${other}`);
  return { path, compiler: version, built: true };
}

/**
 * The path of the library that was compiled from this source for this machine, or undefined if there
 * is none. Needs the rights to read the source and the folder.
 */
export async function findNativeLibrary(
  options: NativeLibraryOptions,
): Promise<string | undefined> {
  const { folder, machine, source = NATIVE_SOURCE } = options;
  const matches = await listMatches(folder, await prefixOf(source, machine), machine);
  return matches.length === 1 ? `${folder}/${matches[0]}` : undefined;
}

/** How all libraries begin that are made of this source, these flags, and for this machine. */
async function prefixOf(source: string | URL, machine: Machine): Promise<string> {
  const { os, arch, cpu } = machine;
  const parts = [FLAGS, FLAGS_OF[arch] ?? [], os, arch, cpu, await Deno.readTextFile(source)];
  return `kernels-${(await digest(JSON.stringify(parts))).slice(0, 16)}-`;
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function extensionOf(machine: Machine): string {
  return `.${EXTENSIONS[machine.os] ?? "so"}`;
}

async function listMatches(folder: string, prefix: string, machine: Machine): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) names.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.filter((name) => name.startsWith(prefix) && name.endsWith(extensionOf(machine)));
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
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
