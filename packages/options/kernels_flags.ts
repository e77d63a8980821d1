/**
 * The flags that say which kernels run, on how many threads and on how many examples at a time.
 * They change only speed and memory.
 *
 * @module
 */
import {
  BACKENDS,
  chooseKernels,
  createKernels,
  isBackend,
  type KernelsChoice,
} from "@samebit/engines";
import { BadInput, escapeText } from "@samebit/input";
import type { Kernels, Precision } from "@samebit/tensors";
import { currentMachine, nativeCacheFolder } from "@samebit/tensors/native";
import { type Flag, type Given, type Terminal, wholeNumber } from "@samebit/terminal";

/** `--backend`, `--threads` and `--accumulate`. */
export const KERNELS_FLAGS: Readonly<Record<string, Flag>> = {
  "backend": { value: "NAME", about: `the kernels: ${BACKENDS.join(", ")}`, otherwise: "auto" },
  "threads": {
    value: "N",
    about: "how many threads to use for one large operation",
    otherwise: "1",
  },
  "accumulate": {
    value: "N",
    about: "in how many pieces to process a minibatch: the same bits in less memory",
    otherwise: "1",
  },
};

/**
 * The requested kernels, known to be available. If native ones cannot be used and were not
 * requested by name, the terminal is told why.
 *
 * @throws {BadInput} There are none of that name, or they cannot be used.
 */
export async function kernelsOf(given: Given, terminal: Terminal): Promise<KernelsChoice> {
  const name = given.values["backend"] ?? "auto";
  const accumulate = wholeNumber(given, "accumulate", 1, 1);
  const chosen = await chooseNamed(name, wholeNumber(given, "threads", 1, 1), terminal);
  return accumulate === 1 ? chosen : { ...chosen, accumulate };
}

/** The kernels of a name; throws as {@link kernelsOf} does. */
export async function chooseNamed(
  name: string,
  threads: number,
  terminal: Terminal,
): Promise<KernelsChoice> {
  if (!isBackend(name)) {
    throw new BadInput("--backend", `cannot be ${name}; wanted one of ${BACKENDS.join(", ")}`);
  }
  const folder = name === "native"
    ? nativeFolder()
    : name === "auto"
    ? nativeFolderIfAny(terminal)
    : undefined;
  return await chooseKernels(
    name,
    threads,
    folder,
    (reason) => terminal.complain(`Using the WebAssembly kernels: ${escapeText(reason)}`),
  );
}

function nativeFolderIfAny(terminal: Terminal): string | undefined {
  try {
    return nativeFolder();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    terminal.complain(`Using the WebAssembly kernels: ${escapeText(error.message)}`);
    return undefined;
  }
}

/**
 * The folder in which this user's native libraries are built.
 *
 * @throws {BadInput} The environment does not name it.
 */
export function nativeFolder(): string {
  try {
    return nativeCacheFolder(currentMachine().os, (name) => Deno.env.get(name));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new BadInput("native", cause.message, { cause });
  }
}

/**
 * The kernels that may be requested from a command that computes in its own process. The native
 * ones are not among them: the process has no right to load a library, and it does not replace
 * requested kernels with others.
 */
export const KERNELS_HERE = ["wasm", "reference"] as const;

/**
 * The kernels of a name, for this process; float64 always runs on the reference.
 *
 * @throws {BadInput} There are none of that name, or this process cannot use them.
 */
export function kernelsHere(wanted: string, precision: Precision): Kernels {
  const name = KERNELS_HERE.find((each) => each === wanted);
  if (name !== undefined) {
    return createKernels(name === "wasm" ? { name, threads: 1 } : { name }, precision);
  }
  const hint = wanted === "native" ? "; verify --backend native compares the native ones" : "";
  throw new BadInput(
    "--backend",
    `cannot be ${wanted}; wanted ${KERNELS_HERE.join(" or ")}${hint}`,
  );
}

/**
 * Kernels for this process, which must not load a native library: WebAssembly replaces it, since
 * the bits are the same.
 */
export function createKernelsHere(choice: KernelsChoice, precision?: Precision): Kernels {
  return createKernels(choice.name === "native" ? { ...choice, name: "wasm" } : choice, precision);
}
