/**
 * The program of the process that talks to NATS for a command: it alone has the right to reach the
 * server, and it has no other right. It reads its request as a line on standard input and asks for
 * jobs as it needs them; it reports on them a line at a time on standard output. When its input
 * ends, it has everything paused.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import { type JobEvent, writeLine } from "@samebit/engines";
import { BadInput } from "@samebit/input";
import type { NatsAddress } from "./address.ts";
import { coordinate } from "./coordinator.ts";
import { createExchange } from "./exchange.ts";
import { InputLines } from "./input_lines.ts";
import { openLink } from "./link.ts";
import type { NumberedJob } from "./open_job.ts";
import type { NatsTiming } from "./timing.ts";

/** The first line of the program's input. */
export interface CoordinatorRequest {
  readonly address: NatsAddress;
  readonly timing: NatsTiming;
  readonly window: number;
  readonly keepGoing: boolean;
  readonly retries: number;
}

/**
 * A line of its output: an event of a job, how many more jobs it requests, or why it cannot work.
 */
export type CoordinatorLine =
  | { readonly index: number; readonly event: JobEvent }
  | { readonly more: number }
  | { readonly wrong: { readonly place?: string; readonly message: string } };

if (import.meta.main) {
  // Ctrl-C reaches every process of the terminal; the end of the input is what counts.
  Deno.addSignalListener("SIGINT", () => {});
  const ending = new AbortController();
  const input = new InputLines();
  createInterface({ input: stdin })
    .on("line", (line) => input.take(line))
    .on("close", () => {
      ending.abort();
      input.end();
    });
  try {
    await run(input, ending.signal);
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    tell({ wrong: { message, ...(error instanceof BadInput && { place: error.place }) } });
  }
  Deno.exit();
}

async function run(input: InputLines, signal: AbortSignal): Promise<void> {
  const [first] = await input.read(1);
  if (first === undefined) return;
  const { address, ...request } = JSON.parse(first) as CoordinatorRequest;
  await using link = await openLink(address, request.timing, (text) => console.error(text));
  await coordinate({
    ...request,
    exchange: createExchange(link, request.timing),
    signal,
    async more(count) {
      tell({ more: count });
      const lines = await input.read(count);
      return lines.map((line) => JSON.parse(line) as NumberedJob);
    },
    onEvent: (index, event) => tell({ index, event }),
  });
}

function tell(line: CoordinatorLine): void {
  writeLine(line);
}
