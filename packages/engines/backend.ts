/**
 * Which implementation of the kernels runs. The bits are the same, so the choice only affects
 * speed; the console and `environment.json` say what was chosen.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";
import { BadInput } from "@samebit/input";
import {
  createReferenceKernels,
  createWasmKernels,
  type Kernels,
  type Precision,
} from "@samebit/tensors";
import {
  createNativeKernels,
  currentMachine,
  faultOfOwner,
  findNativeLibrary,
} from "@samebit/tensors/native";

/** What `--backend` may be. */
export const BACKENDS = ["auto", "wasm", "native", "reference"] as const;

/** The name of a choice of backend; `auto` is the fastest available. */
export type Backend = typeof BACKENDS[number];

/** A backend that is known to be available, as data, and how it is used. */
export type KernelsChoice =
  & (
    | { readonly name: "reference" }
    | { readonly name: "wasm"; readonly threads: number }
    | { readonly name: "native"; readonly threads: number; readonly library: string }
  )
  & {
    /** In how many pieces a minibatch is processed, which takes less memory; absent for 1. */
    readonly accumulate?: number;
  };

/** Whether a text names a backend. */
export function isBackend(text: string): text is Backend {
  return (BACKENDS as readonly string[]).includes(text);
}

/**
 * Turns the name of a backend into available kernels. `auto` takes the native ones if they have
 * been built for this machine and give the right bits, otherwise WebAssembly.
 *
 * The native library is tried in a process of its own, the only one that may load it, so that a
 * broken one does no harm. One that another user could have put there is not even tried. Needs the
 * rights to read, to run Deno, and to know the machine and the user.
 *
 * @param backend The name.
 * @param threads How many threads share one operation.
 * @param folder Where native libraries are built, such as `nativeCacheFolder` gives; undefined if
 *   there is no such folder.
 * @param onFault Called with the reason why `auto` does not take the native kernels that are built.
 * @throws {BadInput} Native kernels are asked for and cannot be used, or threads are asked of the
 *   reference.
 */
export async function chooseKernels(
  backend: Backend,
  threads: number,
  folder: string | undefined,
  onFault: (reason: string) => void = () => {},
): Promise<KernelsChoice> {
  if (backend === "reference") {
    if (threads === 1) return { name: "reference" };
    throw new BadInput("--threads", "more than 1 are for the backends wasm and native");
  }
  if (backend === "wasm") return { name: "wasm", threads };
  const library = folder === undefined
    ? undefined
    : await findNativeLibrary({ folder, machine: currentMachine() });
  const reason = library === undefined
    ? "they are not built"
    : await faultOfOwner(library) ?? await faultOf(library, threads);
  if (library !== undefined && reason === undefined) return { name: "native", threads, library };
  if (backend === "auto") {
    if (library !== undefined) onFault(reason!);
    return { name: "wasm", threads };
  }
  throw new BadInput(
    "--backend",
    `the native kernels cannot be used: ${reason}; build them with: deno task native`,
  );
}

/**
 * The kernels of a choice; native ones need the right `--allow-ffi` for their library. Only the
 * reference kernels know float64, so they are what a plan in float64 runs on, whatever the choice.
 */
export function createKernels(choice: KernelsChoice, precision: Precision = "float32"): Kernels {
  if (precision === "float64") return createReferenceKernels(precision);
  switch (choice.name) {
    case "reference":
      return createReferenceKernels(precision);
    case "wasm":
      return createWasmKernels({ threads: choice.threads });
    case "native":
      return createNativeKernels(choice);
  }
}

/** Why a library must not be used; undefined if it may. */
async function faultOf(library: string, threads: number): Promise<string | undefined> {
  const program = fileURLToPath(new URL("./probe_native.ts", import.meta.url));
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-check", `--allow-ffi=${library}`, program],
    env: NO_LOADER_VARIABLES,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = process.stdin.getWriter();
  await input.write(new TextEncoder().encode(JSON.stringify({ library, threads })));
  await input.close();
  const { code, stdout, stderr } = await process.output();
  if (code === 0) return undefined;
  const text = new TextDecoder().decode(stdout).trim() || new TextDecoder().decode(stderr).trim();
  return text === "" ? `trying them ended with status ${code}` : text;
}
