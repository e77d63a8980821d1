/**
 * What a compiled library depends on besides its source, and the place where libraries are kept.
 */
import { cpus } from "node:os";

/** The kind of machine a library is built for. */
export interface Machine {
  /** The operating system, as `Deno.build.os` names it. */
  readonly os: typeof Deno.build.os;
  /** The instruction set, as `Deno.build.arch` names it. */
  readonly arch: typeof Deno.build.arch;
  /** The model of the CPU. */
  readonly cpu: string;
}

/** This machine. Needs the right `--allow-sys=cpus`. */
export function currentMachine(): Machine {
  return { os: Deno.build.os, arch: Deno.build.arch, cpu: cpus()[0]?.model ?? "unknown" };
}

/**
 * The folder of one user where compiled kernels are kept: `~/.cache/samebit` (or below
 * `XDG_CACHE_HOME`), on macOS `~/Library/Caches/samebit`, on Windows `%LOCALAPPDATA%\samebit`.
 *
 * `env` looks up environment variables, such as `Deno.env.get`; it is asked for those only.
 *
 * @throws {TypeError} None of the variables that could name the folder is set.
 *
 * @example
 * ```ts
 * import { nativeCacheFolder } from "@samebit/tensors/native";
 * import { assertEquals } from "@std/assert";
 *
 * const env = (name: string) => name === "HOME" ? "/home/ada" : undefined;
 * assertEquals(nativeCacheFolder("linux", env), "/home/ada/.cache/samebit");
 * ```
 */
export function nativeCacheFolder(
  os: Machine["os"],
  env: (name: string) => string | undefined,
): string {
  if (os === "windows") return `${requireVariable(env, "LOCALAPPDATA")}\\samebit`;
  if (os === "darwin") return `${requireVariable(env, "HOME")}/Library/Caches/samebit`;
  const cache = env("XDG_CACHE_HOME");
  return cache ? `${cache}/samebit` : `${requireVariable(env, "HOME")}/.cache/samebit`;
}

function requireVariable(env: (name: string) => string | undefined, name: string): string {
  const value = env(name);
  if (value) return value;
  throw new TypeError(
    `Cannot tell where to keep the native kernels: ${name} is not set; set it to a folder of yours`,
  );
}
