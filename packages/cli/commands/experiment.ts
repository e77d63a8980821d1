/**
 * `deno task experiment [FILE...]`: makes the runs that are missing, then the page.
 *
 * @module
 */
import {
  BACKENDS,
  BadInput,
  isBackend,
  planExperiment,
  type PlannedExperiment,
} from "@samebit/experiment";
import { type Command, STATUS } from "../command.ts";
import { type Given, seedList, wholeNumber } from "../flags.ts";
import {
  DATA_DIR,
  dataDirOf,
  DEFAULT_EXPERIMENT,
  experimentFile,
  OUT,
  outOf,
  requireReadable,
} from "../places.ts";
import { sweep, type SweepOptions } from "../sweep.ts";

/** Makes the runs of experiments and their pages. */
export const experiment: Command = {
  usage: {
    name: "experiment",
    operands: "[FILE...]",
    most: Infinity,
    about: "Run what is missing of experiments, then write their report pages",
    flags: {
      "out": OUT,
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at a time", otherwise: "one a core" },
      "backend": { value: "NAME", about: `the kernels: ${BACKENDS.join(", ")}`, otherwise: "auto" },
      "seeds": { value: "LIST", about: "seeds instead of the file's, such as 1,2,3" },
      "dry-run": { about: "only say what would be done" },
      "keep-going": { about: "make the other runs when one has failed" },
    },
    example: "experiments/update-rules.ts --seeds 1",
  },
  async run(given, terminal) {
    const seeds = seedList(given, "seeds");
    const options = optionsOf(given);
    await requireReadable(options.out);
    const interrupted = new AbortController();
    const { signal } = interrupted;
    const onInterrupt = () => interrupted.abort();
    Deno.addSignalListener("SIGINT", onInterrupt);
    try {
      const planned = await planAll(given.operands, options.dataDir, seeds);
      let status: number = STATUS.done;
      for (const each of planned) {
        const one = await sweep(each, options, signal, terminal);
        status = Math.max(status, one);
        if (signal.aborted) return STATUS.interrupted;
        if (one !== STATUS.done && !options.keepGoing) break;
      }
      return status;
    } finally {
      Deno.removeSignalListener("SIGINT", onInterrupt);
    }
  },
};

function optionsOf(given: Given): SweepOptions {
  const backend = given.values["backend"] ?? "auto";
  if (!isBackend(backend)) {
    throw new BadInput("--backend", `cannot be ${backend}; wanted one of ${BACKENDS.join(", ")}`);
  }
  return {
    out: outOf(given),
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    backend,
    dryRun: given.switches.has("dry-run"),
    keepGoing: given.switches.has("keep-going"),
    verbose: given.switches.has("verbose"),
  };
}

/** Plans everything before anything is run, so that bad input is told before work begins. */
async function planAll(
  operands: readonly string[],
  dataDir: string,
  seeds: readonly number[] | undefined,
): Promise<PlannedExperiment[]> {
  const planned = new Map<string, PlannedExperiment>();
  for (const operand of operands.length > 0 ? operands : [DEFAULT_EXPERIMENT]) {
    const file = await experimentFile(operand);
    const each = await planExperiment(file, { dataDir, ...(seeds !== undefined && { seeds }) });
    if (planned.has(each.slug)) {
      throw new BadInput(file, `is the second file called ${each.slug}; give each slug once`);
    }
    planned.set(each.slug, each);
  }
  return [...planned.values()];
}
