/**
 * `deno task experiment [FILE...]`: makes the runs that are missing, then the page.
 *
 * @module
 */
import { BadInput, spellText } from "@samebit/input";
import {
  type KnownData,
  MissingData,
  planExperiment,
  type PlannedExperiment,
} from "@samebit/sweep";
import { type Command, STATUS } from "../command.ts";
import { auditShare, ENGINE_FLAGS, placeOf } from "../engine_flags.ts";
import { type Given, seedList, wholeNumber } from "../flags.ts";
import { listenForInterrupts } from "../interrupts.ts";
import {
  DATA_DIR,
  dataDirOf,
  DEFAULT_EXPERIMENT,
  experimentFile,
  experimentFiles,
  OUT,
  outOf,
  requireReadable,
} from "../places.ts";
import { KERNELS_FLAGS, kernelsOf } from "../kernels_flags.ts";
import { writeLock } from "../lock.ts";
import type { Terminal } from "../terminal.ts";
import { sayInterrupted, sweep, type SweepOptions, writePages } from "../sweep.ts";

/** Makes the runs of experiments and their pages. */
export const experiment: Command = {
  usage: {
    name: "experiment",
    operands: "[FILE...]",
    most: Infinity,
    about: "Run what is missing of experiments, then write their report pages",
    flags: {
      "all": { about: "every experiment whose data files are there, not only those named" },
      "out": OUT,
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at a time", otherwise: "one a core" },
      ...KERNELS_FLAGS,
      ...ENGINE_FLAGS,
      "seeds": { value: "LIST", about: "seeds instead of the file's, such as 1,2,3" },
      "lock": { about: "write the lock of the whole experiment beside its file" },
      "dry-run": { about: "only say what would be done" },
      "keep-going": { about: "make the other runs when one has failed" },
      "retries": { value: "N", about: "how often a failed run is tried again", otherwise: "1" },
      "stuck-after": {
        value: "SECONDS",
        about: "when a worker without a word is killed and its run tried again",
        otherwise: "300",
      },
    },
    example: "experiments/update-rules.ts --seeds 1",
  },
  async run(given, terminal) {
    const seeds = seedList(given, "seeds");
    const options = await optionsOf(given, terminal);
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
    const subjects = given.switches.has("all")
      ? await planEvery(given.operands, options.dataDir, seeds, terminal)
      : await planNamed(given.operands, options.dataDir, seeds);
    let status: number = STATUS.done;
    for (const { file, planned } of subjects) {
      if (signal.aborted) return sayInterrupted(terminal);
      const one = await sweep(planned, options, signal, terminal);
      status = Math.max(status, one);
      if (one === STATUS.interrupted) return one;
      if (isLocking) {
        status = Math.max(status, await writeLock(file, options.out, planned, terminal));
        // The page says whether there is a lock, and was drawn before this one.
        await writePages(options.out, planned.slug, terminal);
      }
      if (one !== STATUS.done && !options.keepGoing) break;
    }
    return status;
  },
};

async function optionsOf(given: Given, terminal: Terminal): Promise<SweepOptions> {
  return {
    out: outOf(given),
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    kernels: await kernelsOf(given, terminal),
    place: await placeOf(given),
    audit: auditShare(given),
    dryRun: given.switches.has("dry-run"),
    keepGoing: given.switches.has("keep-going"),
    retries: wholeNumber(given, "retries", 0, 1),
    stuckSeconds: wholeNumber(given, "stuck-after", 1, 300),
    verbose: given.switches.has("verbose"),
  };
}

/** One experiment of a command. */
interface Subject {
  readonly file: string;
  readonly planned: PlannedExperiment;
}

/** Plans everything before anything is run, so that bad input is told before work begins. */
async function planNamed(
  operands: readonly string[],
  dataDir: string,
  seeds: readonly number[] | undefined,
): Promise<Subject[]> {
  const known: KnownData = new Map();
  const subjects = new Map<string, Subject>();
  for (const operand of operands.length > 0 ? operands : [DEFAULT_EXPERIMENT]) {
    const file = await experimentFile(operand);
    const planned = await plan(file, { dataDir, known }, seeds);
    if (subjects.has(planned.slug)) {
      throw new BadInput(file, `is the second file called ${planned.slug}; give each slug once`);
    }
    subjects.set(planned.slug, { file, planned });
  }
  return [...subjects.values()];
}

/** Plans every experiment there is; says which it leaves out because their data are not there. */
async function planEvery(
  operands: readonly string[],
  dataDir: string,
  seeds: readonly number[] | undefined,
  terminal: Terminal,
): Promise<Subject[]> {
  if (operands.length > 0) {
    throw new BadInput("--all", `takes every experiment; leave out ${operands.join(" ")}`);
  }
  const known: KnownData = new Map();
  const subjects: Subject[] = [];
  for (const file of await experimentFiles()) {
    try {
      subjects.push({ file, planned: await plan(file, { dataDir, known }, seeds) });
    } catch (error) {
      if (!(error instanceof MissingData)) throw error;
      terminal.print(spellText(`${file}: skipped: ${error.reason}`));
    }
  }
  return subjects;
}

async function plan(
  file: string,
  data: { readonly dataDir: string; readonly known: KnownData },
  seeds: readonly number[] | undefined,
): Promise<PlannedExperiment> {
  return await planExperiment(file, { ...data, ...(seeds !== undefined && { seeds }) });
}
