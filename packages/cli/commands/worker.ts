/**
 * `deno task worker --engine nats://HOST:PORT`: does runs for commands on other machines, until it
 * is told to stop.
 *
 * @module
 */
import { hostname } from "node:os";
import { pid } from "node:process";
import { BadInput } from "@samebit/input";
import { isNatsAddress, runNatsWorker } from "@samebit/nats";
import {
  addressOf,
  DATA_DIR,
  dataDirOf,
  describeEnvironment,
  KERNELS_FLAGS,
  kernelsOf,
  kindsDir,
  LOGIN_FLAGS,
} from "@samebit/options";
import { rootOf } from "@samebit/store";
import { type Command, listenForInterrupts, STATUS, wholeNumber } from "@samebit/terminal";

/** Does runs for other machines. */
export const worker: Command = {
  usage: {
    name: "worker",
    operands: "",
    most: 0,
    about: "Do runs from the queue of a NATS server, and send back their files",
    flags: {
      "engine": { value: "ADDRESS", about: "the server, such as nats://HOST:PORT" },
      ...LOGIN_FLAGS,
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at the same time", otherwise: "one per core" },
      ...KERNELS_FLAGS,
    },
    example: "--engine nats://127.0.0.1:4222",
  },
  async run(given, terminal) {
    const text = given.values["engine"];
    if (text === undefined || !isNatsAddress(text)) {
      throw new BadInput(
        "--engine",
        `${text === undefined ? "is missing" : `cannot be ${text}`}; wanted nats://HOST:PORT`,
      );
    }
    const address = await addressOf(given, text);
    const workers = wholeNumber(given, "workers", 1, navigator.hardwareConcurrency);
    const kernels = await kernelsOf(given, terminal);
    const name = `${hostname()}-${pid}`;
    const environment = { ...await describeEnvironment(), worker: name };
    const out = rootOf(await Deno.makeTempDir({ prefix: "samebit-worker-" }));
    const remove = () => Deno.removeSync(out, { recursive: true });
    using interrupts = listenForInterrupts(remove, ["SIGINT", "SIGTERM"]);
    const { signal } = interrupts;
    try {
      const settings = {
        address,
        name,
        workers,
        out,
        dataDir: dataDirOf(given),
        kindsDir: kindsDir(),
        kernels,
        environment,
      };
      const status = await runNatsWorker(settings, signal);
      return signal.aborted ? STATUS.interrupted : status;
    } finally {
      remove();
    }
  },
};
