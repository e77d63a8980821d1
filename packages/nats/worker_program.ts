/**
 * The program of a worker that takes plans from NATS: it may reach that server, write to the folder
 * of its runs, start worker processes, and nothing else. It reads its request as one line on
 * standard input; when its input ends, it hands back unfinished runs and ends.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import { BadInput } from "@samebit/input";
import { WorkerProcess } from "@samebit/engines";
import type { NatsWorkerSettings } from "./nats_worker.ts";
import { NATS_TIMING } from "./timing.ts";
import { serveNats } from "./worker.ts";

if (import.meta.main) {
  // Ctrl-C reaches every process of the terminal; the end of the input is what counts.
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => {});
  const ending = new AbortController();
  createInterface({ input: stdin })
    .once("line", async (line) => Deno.exit(await run(JSON.parse(line), ending.signal)))
    .on("close", () => ending.abort());
}

async function run(settings: NatsWorkerSettings, signal: AbortSignal): Promise<number> {
  try {
    await serveNats({
      timing: NATS_TIMING,
      ...settings,
      folder: settings.out,
      createRunner: () => new WorkerProcess(settings),
      signal,
      say: (line) => console.log(line),
    });
    return 0;
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    return error instanceof BadInput ? 2 : 1;
  }
}
