/**
 * An engine of workers on any machines that reach a NATS server with JetStream: plans go into a work
 * queue, files come back through an object store. A process of its own speaks to the server, so that
 * the command needs no right to the network. Not for starting workers: `deno task worker` is.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { BadInput } from "../bad_input.ts";
import type { Engine, EngineEvent, RunOptions } from "../engine.ts";
import type { RunJob } from "../record_run.ts";
import { pathsOfRight } from "../rights.ts";
import type { NatsAddress } from "./address.ts";
import { parseCoordinatorLine } from "./coordinator_line.ts";
import type { CoordinatorRequest } from "./coordinator_program.ts";
import { spawnNatsProgram } from "./spawn.ts";
import { NATS_TIMING, type NatsTiming } from "./timing.ts";

/** What the engine is given. */
export interface NatsEngineOptions {
  /** The server. */
  readonly address: NatsAddress;
  /** The folder below which runs are written. */
  readonly out: string;
  /** How long to wait for what; sensible times if left out. */
  readonly timing?: NatsTiming;
}

/**
 * An engine of workers at a NATS server.
 *
 * @throws {BadInput} The output folder's path has a comma in it, which Deno's rights cannot name.
 */
export function createNatsEngine({ address, out, timing }: NatsEngineOptions): Engine {
  const rights = [`--allow-write=${pathsOfRight([out])}`];
  return {
    async run(jobs, options) {
      if (jobs.length === 0 || options.signal.aborted) return;
      const child = spawnNatsProgram("coordinator_program.ts", address, rights, "piped");
      const input = child.stdin.getWriter();
      // Fails where the process is gone already, which is what was asked for.
      const stop = () => void input.close().catch(() => {});
      options.signal.addEventListener("abort", stop);
      const { keepGoing, retries } = options;
      const open = new Set(jobs);
      const telling = tellJobs(input, jobs, {
        address,
        timing: timing ?? NATS_TIMING,
        keepGoing,
        retries,
      });
      await listen(child, jobs, options, open);
      await telling;
      options.signal.removeEventListener("abort", stop);
      const { success, code, signal } = await child.status;
      if (success) return;
      const reason = `The process that speaks to NATS ended with ${signal ?? `status ${code}`}`;
      for (const job of open) options.onEvent({ kind: "failed", job, reason });
    },
  };
}

async function tellJobs(
  input: WritableStreamDefaultWriter<Uint8Array>,
  jobs: readonly RunJob[],
  request: CoordinatorRequest,
): Promise<void> {
  const write = (line: string) => input.write(new TextEncoder().encode(`${line}\n`));
  try {
    await write(JSON.stringify(request));
    for (const job of jobs) await write(JSON.stringify(job));
    await write("");
  } catch {
    // The process is gone or was asked to end; its status says more.
  }
}

async function listen(
  child: Deno.ChildProcess,
  jobs: readonly RunJob[],
  { onEvent }: RunOptions,
  open: Set<RunJob>,
): Promise<void> {
  const output = Readable.fromWeb(child.stdout as Parameters<typeof Readable.fromWeb>[0]);
  for await (const text of createInterface({ input: output })) {
    const line = parseCoordinatorLine(text);
    if (line === undefined) continue;
    if ("wrong" in line) {
      const { place, message } = line.wrong;
      throw place === undefined
        ? new Error(message)
        : new BadInput(place, message.slice(place.length + 2));
    }
    const job = jobs[line.index]!;
    const event = { ...line.event, job } as EngineEvent;
    if (["finished", "paused", "failed"].includes(event.kind)) open.delete(job);
    onEvent(event);
  }
}
