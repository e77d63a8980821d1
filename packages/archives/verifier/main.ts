/**
 * `verify.mjs`: the program in an archive that repeats its runs and compares every value, under
 * Node, Deno and Bun, with nothing installed and only the right to read its folder. The kernels and
 * the embedded data set are part of its bundle, which tools/generate_verifier.ts builds.
 */
import { dirname } from "node:path";
import { argv, exit, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { HELP, type Options, parseOptions } from "./arguments.ts";
import { verifyFolder } from "./verify_folder.ts";
import { fillInGroupBy } from "./older_engines.ts";
import { serveIfWorker } from "./pool.ts";

/**
 * Writes a text and waits until it is flushed: an exit would cut off what a pipe has not yet
 * accepted.
 */
function write(stream: typeof stdout | typeof stderr, text: string): Promise<void> {
  return new Promise((resolve) => void stream.write(text, () => resolve()));
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(argv.slice(2));
  } catch (error) {
    await write(stderr, `error: ${(error as Error).message}\n`);
    return 2;
  }
  if (options.help) {
    await write(stdout, HELP);
    return 0;
  }
  try {
    const folder = dirname(fileURLToPath(import.meta.url));
    return await verifyFolder(folder, options, (text) => write(stdout, text));
  } catch (error) {
    await write(stderr, `error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

fillInGroupBy();
if (!serveIfWorker()) exit(await main());
