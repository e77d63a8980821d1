/**
 * The programs that exported files are for, where they are on this machine: `.ci/run` brings them.
 * Not for anything but tests.
 */
import { createRequire } from "node:module";

/** Whether a test that wants them fails where they are not; `.ci/run` says so. */
const isRequired = Deno.env.get("SAMEBIT_REQUIRE_READERS") === "1";

/** Debian's Python, which has Debian's packages. */
const PYTHON = "/usr/bin/python3";

/** A session of onnxruntime. */
export interface Session {
  run(inputs: Record<string, unknown>): Promise<Record<string, { data: Float32Array }>>;
}

/** As much of onnxruntime-node as is used. */
export interface OnnxRuntime {
  InferenceSession: { create(bytes: Uint8Array): Promise<Session> };
  Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => unknown;
}

/**
 * onnxruntime-node from the folder that `SAMEBIT_ONNXRUNTIME` names; undefined where there is none,
 * and says so.
 */
export function loadOnnxRuntime(): OnnxRuntime | undefined {
  const folder = Deno.env.get("SAMEBIT_ONNXRUNTIME");
  if (folder !== undefined) return createRequire(import.meta.url)(folder);
  if (isRequired) throw new Error("SAMEBIT_ONNXRUNTIME does not say where onnxruntime-node is");
  console.log("left out, SAMEBIT_ONNXRUNTIME does not say where onnxruntime-node is");
  return undefined;
}

/** Whether to pass over a test since Python has no such module; says so. */
export async function isLeftOut(module: string): Promise<boolean> {
  const { success } = await python(`import ${module}`).catch(() => ({ success: false }));
  if (success || isRequired) return false;
  console.log(`left out, ${PYTHON} has no ${module}`);
  return true;
}

/** Runs a Python program in a folder and returns what it prints; fails where it fails. */
export async function runPython(program: string, cwd: string): Promise<string> {
  const { success, stdout, stderr } = await python(program, cwd);
  const [out, complaints] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) throw new Error(`Python failed: ${complaints}`);
  return out!;
}

async function python(program: string, cwd = "/"): Promise<Deno.CommandOutput> {
  const options = { args: ["-c", program], cwd, env: { PYTHONDONTWRITEBYTECODE: "1" } };
  return await new Deno.Command(PYTHON, options).output();
}
