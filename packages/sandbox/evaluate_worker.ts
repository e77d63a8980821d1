/**
 * The thread inside the sandbox of evaluate_file.ts that runs an experiment file: takes its URL as
 * the thread's name, says that it begins, imports the file, and gives its default export to
 * evaluate_program.ts as JSON, so that only data crosses the boundary.
 *
 * @module
 */
import type { Json } from "@samebit/runlog";
import { findLossy } from "./lossy.ts";

/** What comes back from the sandbox. */
export type EvaluateReply =
  /** The default export. */
  | { readonly kind: "data"; readonly data: Json }
  /** Something that JSON cannot hold, at a place of the default export. */
  | { readonly kind: "lossy"; readonly path: readonly string[]; readonly problem: string }
  /** There is no default export. */
  | { readonly kind: "nothing" }
  /** The file cannot be run to its end. */
  | { readonly kind: "error"; readonly error: string };

/** The globals of a thread, which the type library of the main thread does not declare. */
interface Thread {
  readonly name: string;
  postMessage(message: string): void;
}

// The types are imported by the other side, which is not a thread.
if (Reflect.has(globalThis, "WorkerGlobalScope")) {
  // Deno keeps this one in its own folder without a right to write; there is none here.
  Reflect.deleteProperty(globalThis, "caches");
  // Kept before a file's code can put others in their place.
  const { stringify } = JSON;
  const thread = globalThis as unknown as Thread;
  const tell = thread.postMessage.bind(thread);
  tell("begins");
  tell(stringify(await evaluate(thread.name)));
}

async function evaluate(url: string): Promise<EvaluateReply> {
  try {
    const module = await import(url) as { readonly default?: unknown };
    if (!("default" in module)) return { kind: "nothing" };
    const lossy = findLossy(module.default);
    if (lossy !== undefined) return { kind: "lossy", ...lossy };
    return { kind: "data", data: module.default as Json };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: "error", error: text };
  }
}
