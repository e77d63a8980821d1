/**
 * Turns an experiment file into plain data. The file is code, perhaps a stranger's: it is run in a
 * worker that may read its own folder and the packages and has no other right, and only JSON comes
 * back.
 *
 * @module
 */
import { dirname, resolve as resolvePath } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BadInput } from "./bad_input.ts";
import type { EvaluateReply } from "./evaluate_worker.ts";

/** How long an experiment file may take to say what it says, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * The default export of an experiment file, as data.
 *
 * @param path The file, as the user knows it.
 * @param patienceMs How long it may take.
 * @throws {BadInput} The file cannot be read, throws, reaches for a right it does not have, loops,
 *   exports nothing or something that is no data.
 */
export async function evaluateFile(path: string, patienceMs = PATIENCE_MS): Promise<unknown> {
  const packages = fileURLToPath(new URL("../", import.meta.url));
  const worker = new Worker(new URL("./evaluate_worker.ts", import.meta.url), {
    type: "module",
    deno: {
      permissions: {
        read: [dirname(resolvePath(path)), packages],
        net: false,
        env: false,
        run: false,
        write: false,
        ffi: false,
        sys: false,
        import: false,
      },
    },
  });
  try {
    const reply = await ask(worker, path, patienceMs);
    if ("error" in reply) throw new BadInput(path, refusal(reply));
    if (reply.json === undefined) {
      throw new BadInput(
        path,
        "exports nothing; end it with: export default { ... } satisfies Experiment",
      );
    }
    return JSON.parse(reply.json);
  } finally {
    worker.terminate();
  }
}

function ask(worker: Worker, path: string, patienceMs: number): Promise<EvaluateReply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new BadInput(
          path,
          `did not end within ${patienceMs / 1000} s; it must only say what to run`,
        ),
      );
    }, patienceMs);
    const settle = (reply: EvaluateReply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    worker.onmessage = ({ data }: MessageEvent<EvaluateReply>) => settle(data);
    worker.onerror = (event) => {
      event.preventDefault();
      settle({ error: event.message, denied: event.message.includes("NotCapable") });
    };
    worker.postMessage(pathToFileURL(resolvePath(path)).href);
  });
}

function refusal({ error, denied }: Extract<EvaluateReply, { error: string }>): string {
  return denied
    ? `reaches for a right that experiment files do not have: ${error}; ` +
      "it may read its own folder and the packages, and nothing else"
    : `threw ${error}`;
}
