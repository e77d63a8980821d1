/**
 * An engine for workers on any machines that can reach a NATS server with JetStream: plans go into
 * a work queue, files come back through an object store. A separate process talks to the server, so
 * that the command needs no right to use the network. It does not start workers: `deno task worker`
 * does.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { BadInput } from "@samebit/input";
import { type Engine, isEnd, readLine, type RunOptions } from "@samebit/engines";
import type { RunJob } from "@samebit/store";
import { pathsOfRight } from "@samebit/sandbox";
import type { NatsAddress } from "./address.ts";
import type { CoordinatorLine, CoordinatorRequest } from "./coordinator_program.ts";
import type { NumberedJob } from "./open_job.ts";
import { spawnNatsProgram } from "./spawn.ts";
import { NATS_TIMING, type NatsTiming } from "./timing.ts";

/** What the engine is given. */
export interface NatsEngineOptions {
  /** The server. */
  readonly address: NatsAddress;
  /** The folder below which runs are written. */
  readonly out: string;
  /** The waiting times; sensible ones if left out. */
  readonly timing?: NatsTiming;
  /** The largest number of plans at the server at a time; 2,000 if left out. */
  readonly window?: number;
}

/**
 * An engine for workers at a NATS server.
 *
 * @throws {BadInput} The output folder's path has a comma in it, which Deno's rights cannot name.
 */
export function createNatsEngine(
  { address, out, timing = NATS_TIMING, window = 2_000 }: NatsEngineOptions,
): Engine {
  const rights = [`--allow-write=${pathsOfRight([out])}`];
  return {
    async run(jobs, options) {
      if (jobs.length === 0 || options.signal.aborted) return;
      const child = spawnNatsProgram("coordinator_program.ts", address, rights, "piped");
      const outlet = new Outlet(child, jobs);
      const stop = () => outlet.close();
      options.signal.addEventListener("abort", stop);
      const { keepGoing, retries } = options;
      const request: CoordinatorRequest = { address, timing, window, keepGoing, retries };
      const open = new Set(jobs);
      await outlet.writeLine(JSON.stringify(request));
      await listen(child, jobs, options, open, outlet);
      options.signal.removeEventListener("abort", stop);
      const { success, code, signal } = await child.status;
      if (success) return;
      const reason = `The process that talks to NATS ended with ${signal ?? `status ${code}`}`;
      for (const job of open) options.onEvent({ kind: "failed", job, reason });
    },
  };
}

/** The other end of the process's input; a failure here is explained by how the process ended. */
class Outlet {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #jobs: IterableIterator<[number, RunJob]>;

  constructor(child: Deno.ChildProcess, jobs: readonly RunJob[]) {
    this.#writer = child.stdin.getWriter();
    this.#jobs = jobs.entries();
  }

  /** Writes that many jobs not written yet; an empty line after the last. */
  async writeJobs(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const { value, done } = this.#jobs.next();
      if (done) return await this.writeLine("");
      const [index, job] = value;
      const line: NumberedJob = { index, job };
      await this.writeLine(JSON.stringify(line));
    }
  }

  async writeLine(line: string): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(`${line}\n`)).catch(() => {});
  }

  close(): void {
    this.#writer.close().catch(() => {});
  }
}

async function listen(
  child: Deno.ChildProcess,
  jobs: readonly RunJob[],
  { onEvent }: RunOptions,
  open: Set<RunJob>,
  outlet: Outlet,
): Promise<void> {
  const output = Readable.fromWeb(child.stdout as Parameters<typeof Readable.fromWeb>[0]);
  for await (const text of createInterface({ input: output })) {
    const line = readLine<CoordinatorLine>(text);
    if (line === undefined) continue;
    if ("wrong" in line) {
      const { place, message } = line.wrong;
      throw place === undefined
        ? new Error(message)
        : new BadInput(place, message.slice(place.length + 2));
    }
    if ("more" in line) {
      void outlet.writeJobs(line.more);
      continue;
    }
    const job = jobs[line.index]!;
    if (isEnd(line.event)) open.delete(job);
    onEvent({ ...line.event, job });
  }
}
