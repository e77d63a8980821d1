/**
 * The program of the process that speaks to NATS for a command: only it has the right to reach the
 * server, and no other. It takes what is wanted and the jobs a line each on standard input, and
 * tells of them a line at a time on standard output. When its input ends, it has everything paused.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import { BadInput } from "../bad_input.ts";
import type { RunJob } from "../record_run.ts";
import type { NatsAddress } from "./address.ts";
import { coordinate } from "./coordinator.ts";
import type { CoordinatorLine } from "./coordinator_line.ts";
import { openLink } from "./link.ts";
import type { NatsTiming } from "./timing.ts";

/** The first line of the program's input; the jobs follow, and an empty line. */
export interface CoordinatorRequest {
  readonly address: NatsAddress;
  readonly timing: NatsTiming;
  readonly keepGoing: boolean;
  readonly retries: number;
}

if (import.meta.main) {
  // Ctrl-C reaches every process of the terminal; the end of the input is what counts.
  Deno.addSignalListener("SIGINT", () => {});
  const ending = new AbortController();
  const lines: string[] = [];
  const whole = Promise.withResolvers<void>();
  createInterface({ input: stdin })
    .on("line", (line) => line === "" ? whole.resolve() : lines.push(line))
    .on("close", () => {
      ending.abort();
      whole.resolve();
    });
  await whole.promise;
  try {
    await run(lines, ending.signal);
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    tell({ wrong: { message, ...(error instanceof BadInput && { place: error.place }) } });
  }
  Deno.exit();
}

async function run([first, ...rest]: readonly string[], signal: AbortSignal): Promise<void> {
  const { address, timing, keepGoing, retries } = JSON.parse(first!) as CoordinatorRequest;
  const jobs = rest.map((line) => JSON.parse(line) as RunJob);
  const indices = new Map(jobs.map((job, index) => [job, index]));
  await using link = await openLink(address, timing, (text) => console.error(text));
  await coordinate(jobs, {
    link,
    timing,
    keepGoing,
    retries,
    signal,
    onEvent({ job, ...event }) {
      tell({ index: indices.get(job)!, event });
    },
  });
}

function tell(line: CoordinatorLine): void {
  const bytes = new TextEncoder().encode(JSON.stringify(line) + "\n");
  try {
    for (let written = 0; written < bytes.length;) {
      written += Deno.stdout.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    // Nobody listens any more; the end of the input says so too.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
