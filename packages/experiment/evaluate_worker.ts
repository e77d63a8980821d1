/**
 * The thread inside the sandbox of evaluate_file.ts that runs an experiment file: takes its URL as
 * the thread's name, says that it begins, imports the file, and gives its default export to
 * evaluate_program.ts as JSON, so that nothing but data crosses the border. A value that would come out of JSON as another one is refused
 * with its place.
 *
 * @module
 */
import type { Json } from "@samebit/runlog";

/** What comes back from the sandbox. */
export type EvaluateReply =
  /** The default export. */
  | { readonly kind: "data"; readonly data: Json }
  /** Something that JSON does not hold stands at a place of the default export. */
  | { readonly kind: "lossy"; readonly path: readonly string[]; readonly problem: string }
  /** There is no default export. */
  | { readonly kind: "nothing" }
  /** The file cannot be run to its end. */
  | { readonly kind: "error"; readonly error: string };

/** Deeper than any experiment, and shallow enough for every reader. */
export const DEEPEST = 50;

/** The globals of a thread, of which the library of types for the main thread knows nothing. */
interface Thread {
  readonly name: string;
  postMessage(message: string): void;
}

// The types are imported by the other side, which is no thread.
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
    return findLossy(module.default, [], []) ?? { kind: "data", data: module.default as Json };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: "error", error: text };
  }
}

/** The first place whose value JSON does not give back as it was. */
function findLossy(
  value: unknown,
  path: readonly string[],
  outer: readonly unknown[],
): EvaluateReply | undefined {
  const problem = problemOf(value, outer);
  if (problem !== undefined) return { kind: "lossy", path, problem };
  if (typeof value !== "object" || value === null) return undefined;
  // Array.from visits holes, which entries of an array leave out.
  const items = Array.isArray(value)
    ? Array.from(value, (item, at) => [String(at), item] as const)
    : Object.entries(value);
  for (const [key, item] of items) {
    const lossy = findLossy(item, [...path, key], [...outer, value]);
    if (lossy !== undefined) return lossy;
  }
  return undefined;
}

function problemOf(value: unknown, outer: readonly unknown[]): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      if (Object.is(value, -0)) return "is -0, which JSON turns into 0; write 0";
      return Number.isFinite(value) ? undefined : `is ${value}, which JSON turns into null`;
    case "undefined":
      return "is undefined, which JSON leaves out; leave it out";
    case "object":
      return value === null ? undefined : problemOfObject(value, outer);
    default:
      return `is a ${typeof value}; wanted plain data`;
  }
}

function problemOfObject(value: object, outer: readonly unknown[]): string | undefined {
  if (outer.includes(value)) return "holds itself; wanted plain data";
  if (outer.length === DEEPEST) return `is nested ${DEEPEST} levels deep; wanted fewer`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return `is a ${value.constructor?.name ?? "special object"}; wanted plain data`;
  }
  const symbols = Object.getOwnPropertySymbols(value).length > 0;
  return symbols ? "has a symbol as a field, which JSON leaves out" : undefined;
}
