/**
 * `deno task experiment [FILE...]`: makes the runs that are missing, then the page.
 *
 * @module
 */
import { BadInput, planExperiment, type PlannedExperiment } from "@samebit/experiment";
import { type Command, STATUS } from "../command.ts";
import { type Given, seedList, wholeNumber } from "../flags.ts";
import { listenForInterrupts } from "../interrupts.ts";
import {
  DATA_DIR,
  dataDirOf,
  DEFAULT_EXPERIMENT,
  experimentFile,
  OUT,
  outOf,
  requireReadable,
} from "../places.ts";
import { KERNELS_FLAGS, kernelsOf } from "../kernels_flags.ts";
import { writeLock } from "../lock.ts";
import { sayInterrupted, sweep, type SweepOptions, writePages } from "../sweep.ts";

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
      ...KERNELS_FLAGS,
      "seeds": { value: "LIST", about: "seeds instead of the file's, such as 1,2,3" },
      "lock": { about: "write the lock of the whole experiment beside its file" },
      "dry-run": { about: "only say what would be done" },
      "keep-going": { about: "make the other runs when one has failed" },
    },
    example: "experiments/update-rules.ts --seeds 1",
  },
  async run(given, terminal) {
    const seeds = seedList(given, "seeds");
    const options = await optionsOf(given);
    const isLocking = given.switches.has("lock");
    if (isLocking && (seeds !== undefined || options.dryRun)) {
      throw new BadInput(
        "--lock",
        "locks every run that the file declares; leave out --seeds and --dry-run",
      );
    }
    await requireReadable(options.out);
    using interrupts = listenForInterrupts();
    const { signal } = interrupts;
    const subjects = await planAll(given.operands, options.dataDir, seeds);
    let status: number = STATUS.done;
    for (const { file, planned } of subjects) {
      if (signal.aborted) return sayInterrupted(terminal);
      const one = await sweep(planned, options, signal, terminal);
      status = Math.max(status, one);
      if (one === STATUS.interrupted) return one;
      if (isLocking) {
        status = Math.max(status, await writeLock(file, options.out, planned, terminal));
        // The page says whether there is a lock, and was drawn before this one.
        await writePages(options.out, planned.slug);
      }
      if (one !== STATUS.done && !options.keepGoing) break;
    }
    return status;
  },
};

async function optionsOf(given: Given): Promise<SweepOptions> {
  return {
    out: outOf(given),
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    kernels: await kernelsOf(given),
    dryRun: given.switches.has("dry-run"),
    keepGoing: given.switches.has("keep-going"),
    verbose: given.switches.has("verbose"),
  };
}

/** One experiment of a command. */
interface Subject {
  readonly file: string;
  readonly planned: PlannedExperiment;
}

/** Plans everything before anything is run, so that bad input is told before work begins. */
async function planAll(
  operands: readonly string[],
  dataDir: string,
  seeds: readonly number[] | undefined,
): Promise<Subject[]> {
  const subjects = new Map<string, Subject>();
  for (const operand of operands.length > 0 ? operands : [DEFAULT_EXPERIMENT]) {
    const file = await experimentFile(operand);
    const planned = await planExperiment(file, { dataDir, ...(seeds !== undefined && { seeds }) });
    if (subjects.has(planned.slug)) {
      throw new BadInput(file, `is the second file called ${planned.slug}; give each slug once`);
    }
    subjects.set(planned.slug, { file, planned });
  }
  return [...subjects.values()];
}
