/**
 * `deno task watch [FILE]`: serves pages that follow runs in progress.
 *
 * @module
 */
import { basename } from "node:path";
import { isSlug } from "@samebit/experiment";
import { BadInput } from "@samebit/input";
import { experimentFile, EXPERIMENTS, OUT, outOf, requireReadable } from "@samebit/options";
import { EXPERIMENT_FILES } from "@samebit/runlog";
import { isThere } from "@samebit/store";
import {
  type Command,
  type Given,
  listenForInterrupts,
  STATUS,
  wholeNumber,
} from "@samebit/terminal";
import { createHandler, createSite, type Listening, listenOn, LOOPBACK } from "@samebit/watch";

const PORT = 8765;
const LAST_PORT = 65535;

/** Serves pages until Ctrl-C. */
export const watch: Command = {
  usage: {
    name: "watch",
    operands: "[FILE]",
    most: 1,
    about: "Serve report pages that follow runs in progress, only on this machine; " +
      "every user of this machine can read them on the port while it runs",
    flags: {
      port: {
        value: "N",
        about: "the port to listen on; 0 takes a free one",
        otherwise: String(PORT),
      },
      out: OUT,
    },
    example: "experiments/update-rules.ts",
  },
  async run(given, terminal) {
    const out = outOf(given);
    const port = portOf(given);
    await requireReadable(out);
    const slug = await slugOf(given, out);
    const handler = createHandler(
      createSite({ out, slug, experiments: EXPERIMENTS, now: () => Date.now() }),
    );
    using interrupts = listenForInterrupts();
    const { port: taken, ended } = await listen(port, interrupts.signal, handler);
    const url = `http://${LOOPBACK}:${taken}/${slug === undefined ? "" : `${slug}/index.html`}`;
    terminal.print(`${terminal.bold(url)} follows ${slug ?? `the experiments in ${out}`}`);
    terminal.print("It reads logs and writes nothing; Ctrl-C ends it");
    await ended;
    return STATUS.done;
  },
};

/** The experiment to follow; undefined for all of them. */
async function slugOf({ operands: [operand] }: Given, out: string): Promise<string | undefined> {
  if (operand === undefined) return undefined;
  // An experiment that has been run is followed even if its file is gone.
  if (isSlug(operand) && isThere(`${out}/${operand}/${EXPERIMENT_FILES.record}`)) return operand;
  return basename(await experimentFile(operand), ".ts");
}

function portOf(given: Given): number {
  const port = wholeNumber(given, "port", 0, PORT);
  if (port <= LAST_PORT) return port;
  throw new BadInput("--port", `cannot be ${port}; wanted a whole number to ${LAST_PORT}`);
}

async function listen(
  port: number,
  signal: AbortSignal,
  handler: (request: Request) => Promise<Response>,
): Promise<Listening> {
  try {
    return await listenOn(port, signal, handler);
  } catch (error) {
    const code = Object(error).code;
    if (code === "EADDRINUSE") {
      throw new BadInput("--port", `${port} is in use; wanted another port, or 0 for a free one`);
    }
    if (code === "EACCES" || code === "EPERM") {
      throw new BadInput("--port", `${port} is refused by the system; wanted a port from 1024`);
    }
    throw error;
  }
}
