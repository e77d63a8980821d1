/**
 * Runs a program that is given JSON and answers with JSON, one of ours or a peer's.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { KernelsChoice } from "@samebit/engines";

/** Runs a program of this folder in a process that may read, and load what it is given to load. */
export async function runProgram<Answer>(
  name: string,
  job: { readonly kernels: KernelsChoice },
  libraries: readonly string[] = [],
): Promise<Answer> {
  const { kernels } = job;
  const loaded = [...libraries, ...(kernels.name === "native" ? [kernels.library] : [])];
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--no-check", "--allow-read"],
      ...(loaded.length > 0 ? [`--allow-ffi=${loaded.join(",")}`] : []),
      fileURLToPath(new URL(name, import.meta.url)),
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const input = process.stdin.getWriter();
  await input.write(new TextEncoder().encode(JSON.stringify(job)));
  await input.close();
  const { success, stdout } = await process.output();
  if (!success) throw new Error(`Cannot measure: ${name} failed`);
  return JSON.parse(new TextDecoder().decode(stdout)) as Answer;
}

/** What a peer prints: one line of JSON. */
export interface PeerTime {
  /** Its name with its version. */
  readonly peer: string;
  /** Milliseconds of a step in its median round. */
  readonly medianMs: number;
}

/** A program to measure against. */
export interface Peer {
  /** Its name if it cannot be run. */
  readonly name: string;
  /** The program that runs it, such as `python3`. */
  readonly runner: string;
  /** The file in the peers' folder. */
  readonly file: string;
  /** What follows the step's name. */
  readonly options: (threads: number) => readonly string[];
  /** The steps it is measured on. */
  readonly steps: readonly string[];
}

/** The programs, in the order of the table. */
export const PEERS: readonly Peer[] = [
  {
    name: "PyTorch",
    runner: "/usr/bin/python3",
    file: "torch_step.py",
    options: () => ["3"],
    steps: ["a", "b", "c", "d"],
  },
  {
    name: "PyTorch",
    runner: "/usr/bin/python3",
    file: "torch_conv_step.py",
    options: (threads) => ["2", String(threads)],
    steps: ["e", "f", "g", "h"],
  },
  {
    name: "NumPy float32",
    runner: "/usr/bin/python3",
    file: "numpy_step.py",
    options: () => ["float32", "3"],
    steps: ["a", "b", "c", "d"],
  },
  {
    name: "TensorFlow.js wasm",
    runner: "node",
    file: "tfjs_step.cjs",
    options: () => ["wasm"],
    steps: ["a"],
  },
];

/** The variables from which libraries read their number of threads. */
const THREADS = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"];

/** Left out, so that OpenBLAS chooses its kernels for the machine itself. */
const LEFT_OUT = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** Runs a peer on a step; undefined with a reason if it cannot be run. */
export async function runPeer(
  { runner, file, options }: Peer,
  folder: string,
  step: string,
  threads: number,
): Promise<PeerTime | { readonly reason: string }> {
  const env: Record<string, string> = Deno.env.toObject();
  for (const name of THREADS) env[name] = String(threads);
  for (const name of LEFT_OUT) delete env[name];
  try {
    const { success, stdout, stderr } = await new Deno.Command(runner, {
      args: [`${folder}/${file}`, step, ...options(threads)],
      clearEnv: true,
      env,
    }).output();
    if (success) return JSON.parse(lastLine(stdout)) as PeerTime;
    return { reason: errorLine(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { reason: `${runner} is missing` };
    throw error;
  }
}

/** The line that says what went wrong, in what Python and Node print. */
function errorLine(bytes: Uint8Array): string {
  const lines = new TextDecoder().decode(bytes).trim().split("\n");
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lastLine(bytes);
}

function lastLine(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).trim().split("\n").at(-1) ?? "";
}
