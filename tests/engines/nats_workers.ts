/**
 * Workers at a NATS server as process groups that can be killed, and what they say. Not for anything
 * but tests.
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createNatsEngine,
  type NatsTiming,
  type NatsWorkerSettings,
  parseNatsAddress,
} from "@samebit/nats";
import type { Engine } from "@samebit/engines";
import { ROOT } from "../command_line.ts";
import { killIfThere, until } from "../faults/processes.ts";

/** Times of tests, in which a worker is dead that says nothing for longer than a busy machine halts one. */
export const TIMING: NatsTiming = {
  ackWaitMs: 3_000,
  refusedMs: 200,
  tellMs: 20,
  lookMs: 200,
  pingMs: 500,
  quietMs: 5_000,
  pauseMs: 10_000,
  expiresMs: 1_000,
  retryMs: 100,
  openMs: 3_000,
};

/** An engine of such workers; `window` plans are at the server at a time, at most. */
export function natsEngine(address: string, out: string, window = 10): Engine {
  return createNatsEngine({ address: parseNatsAddress(address), out, timing: TIMING, window });
}

/** A worker, the leader of a process group. */
export interface NatsWorker extends AsyncDisposable {
  /** Its lines, as they come. */
  readonly said: readonly string[];
  /** Waits until it has said something that a pattern finds. */
  says(pattern: RegExp): Promise<void>;
  /** Kills it with all its processes. */
  kill(): Promise<void>;
}

/** Starts a worker that makes one run at a time, in a folder of its own below `folder`. */
export async function startNatsWorker(
  address: string,
  folder: string,
  name: string,
  settings: Partial<NatsWorkerSettings> = {},
): Promise<NatsWorker> {
  const out = join(folder, `worker-${name}`);
  await Deno.mkdir(out, { recursive: true });
  const request: NatsWorkerSettings = {
    address: parseNatsAddress(address),
    name,
    workers: 1,
    out,
    dataDir: folder,
    kernels: { name: "wasm", threads: 1 },
    environment: { worker: name },
    checkpointSeconds: 0.05,
    timing: TIMING,
    ...settings,
  };
  const program = fileURLToPath(new URL("./worker_driver.ts", import.meta.url));
  const config = `--config=${join(ROOT, "deno.json")}`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", config, program, JSON.stringify(request)],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    detached: true,
  }).spawn();
  const said: string[] = [];
  const reading = (async () => {
    const output = Readable.fromWeb(child.stdout as Parameters<typeof Readable.fromWeb>[0]);
    for await (const line of createInterface({ input: output })) said.push(line);
  })();
  let isOver = false;
  const kill = async () => {
    if (!isOver) killIfThere(-child.pid);
    isOver = true;
    await child.status;
    await reading;
  };
  return {
    said,
    says: (pattern) =>
      until(`${name} says ${pattern}`, () => said.some((line) => pattern.test(line))),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
