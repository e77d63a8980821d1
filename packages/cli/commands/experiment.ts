/**
 * `deno task experiment [FILE...]`: executes the missing runs, then writes the page.
 *
 * @module
 */
import type { Findings } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import {
  auditShare,
  chosenLocation,
  DATA_DIR,
  dataDirOf,
  DEFAULT_EXPERIMENT,
  ENGINE_FLAGS,
  experimentFile,
  experimentFiles,
  KERNELS_FLAGS,
  kernelsOf,
  OUT,
  outOf,
  requireReadable,
  type RunLocation,
} from "@samebit/options";
import {
  type KnownData,
  MissingData,
  planExperiment,
  type PlannedExperiment,
  refuseOtherFile,
} from "@samebit/sweep";
import {
  type Command,
  type Given,
  listenForInterrupts,
  seedList,
  STATUS,
  type Terminal,
  wholeNumber,
} from "@samebit/terminal";
import { OPEN, openPage } from "../open_page.ts";
import { writeGallery } from "../pages.ts";
import { sayInterrupted, sweep, type SweepOptions, type SweepSubject } from "../sweep.ts";

/** Does the runs of experiments and writes their pages. */
export const experiment: Command = {
  usage: {
    name: "experiment",
    operands: "[FILE...]",
    most: Infinity,
    about: "Do the missing runs of experiments, then write their report pages",
    flags: {
      "all": { about: "every experiment whose data files are present" },
      "out": OUT,
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at the same time", otherwise: "one per core" },
      ...KERNELS_FLAGS,
      ...ENGINE_FLAGS,
      "seeds": { value: "LIST", about: "the seeds to use instead of the file's, such as 1,2,3" },
      "lock": { about: "write the experiment's lock next to its file" },
      "dry-run": { about: "only show what would be done" },
      "open": OPEN,
      "keep-going": { about: "continue with the other runs after one has failed" },
      "keep-states": {
        value: "N",
        about:
          "keep N intermediate states of each run, for verify --spot; only for runs on this machine",
        otherwise: "0",
      },
      "retries": { value: "N", about: "how often to retry a failed run", otherwise: "1" },
      "stuck-after": {
        value: "SECONDS",
        about: "how long a worker may be silent before it is killed and its run retried",
        otherwise: "300",
      },
    },
    example: "experiments/update-rules.ts --seeds 1",
  },
  async run(given, terminal) {
    const seeds = seedList(given, "seeds");
    const options = await optionsOf(given, terminal);
    if (options.lock && (seeds !== undefined || options.dryRun)) {
      throw new BadInput(
        "--lock",
        "locks every run that the file declares; leave out --seeds and --dry-run",
      );
    }
    const open = given.switches.has("open");
    if (open && options.dryRun) {
      throw new BadInput(
        "--open",
        "needs a page, and --dry-run writes none; leave one of them out",
      );
    }
    await requireReadable(options.out);
    using interrupts = listenForInterrupts();
    const { signal } = interrupts;
    const subjects = given.switches.has("all")
      ? await planEvery(given.operands, options.dataDir, seeds, terminal)
      : await planNamed(given.operands, options.dataDir, seeds);
    for (const { file, planned } of subjects) {
      await refuseOtherFile(options.out, planned.slug, file);
    }
    const written: Written = { known: new Map(), pages: [] };
    try {
      return await sweepEach(subjects, options, signal, terminal, written);
    } finally {
      const { known, pages } = written;
      if (known.size > 0) {
        const index = await writeGallery(options.out, known, terminal);
        if (open) await openPage(pages.length === 1 ? pages[0]! : index, terminal);
      }
    }
  },
};

/** What a command has written so far. */
interface Written {
  /** By slug, the findings of its pages. */
  readonly known: Map<string, Findings>;
  /** The paths of its pages. */
  readonly pages: string[];
}

/** Runs one experiment after another; adds what each has written to `written`. */
async function sweepEach(
  subjects: readonly SweepSubject[],
  options: SweepOptions,
  signal: AbortSignal,
  terminal: Terminal,
  { known, pages }: Written,
): Promise<number> {
  let worst: number = STATUS.done;
  for (const subject of subjects) {
    if (signal.aborted) return sayInterrupted(terminal);
    const { status, written } = await sweep(subject, options, signal, terminal);
    if (written !== undefined) {
      known.set(subject.planned.slug, written.found);
      pages.push(written.page);
    }
    worst = Math.max(worst, status);
    if (status === STATUS.interrupted) return status;
    if (status !== STATUS.done && !options.keepGoing) break;
  }
  return worst;
}

async function optionsOf(given: Given, terminal: Terminal): Promise<SweepOptions> {
  const place = await chosenLocation(given);
  return {
    out: outOf(given),
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    kernels: await kernelsOf(given, terminal),
    place,
    audit: auditShare(given),
    lock: given.switches.has("lock"),
    dryRun: given.switches.has("dry-run"),
    keepGoing: given.switches.has("keep-going"),
    retries: wholeNumber(given, "retries", 0, 1),
    keepStates: keptStatesOf(given, place),
    stuckSeconds: wholeNumber(given, "stuck-after", 1, 300),
    verbose: given.switches.has("verbose"),
  };
}

/** Plans everything before anything runs, so that bad input is reported before work begins. */
async function planNamed(
  operands: readonly string[],
  dataDir: string,
  seeds: readonly number[] | undefined,
): Promise<SweepSubject[]> {
  const known: KnownData = new Map();
  const subjects = new Map<string, SweepSubject>();
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

/** Plans every experiment; prints which it skips because their data are missing. */
async function planEvery(
  operands: readonly string[],
  dataDir: string,
  seeds: readonly number[] | undefined,
  terminal: Terminal,
): Promise<SweepSubject[]> {
  if (operands.length > 0) {
    throw new BadInput("--all", `takes every experiment; leave out ${operands.join(" ")}`);
  }
  const known: KnownData = new Map();
  const subjects: SweepSubject[] = [];
  for (const file of await experimentFiles()) {
    try {
      subjects.push({ file, planned: await plan(file, { dataDir, known }, seeds) });
    } catch (error) {
      if (!(error instanceof MissingData)) throw error;
      terminal.print(escapeText(`${file}: skipped: ${error.reason}`));
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

/** The most states of a run that a disk should hold. */
const MOST_STATES = 1000;

function keptStatesOf(given: Given, place: RunLocation): number {
  const count = wholeNumber(given, "keep-states", 0, 0);
  if (count > 0 && place.kind !== "local") {
    throw new BadInput(
      "--keep-states",
      "keeps states only of runs on this machine; leave out --engine",
    );
  }
  if (count <= MOST_STATES) return count;
  throw new BadInput("--keep-states", `cannot be ${count}; wanted at most ${MOST_STATES}`);
}
