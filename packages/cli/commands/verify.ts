/**
 * `deno task verify [FILE...]`: makes locked runs again and says of each whether every byte came out
 * as it was recorded, and where not.
 *
 * @module
 */
import { join } from "node:path";
import {
  BACKENDS,
  BadInput,
  createLocalEngine,
  type Engine,
  findRecord,
  formatRunName,
  isBackend,
  isEmbedded,
  type LockMatch,
  lockPath,
  matchLock,
  planExperiment,
  type PlannedExperiment,
  readExperiment,
  RUN_FILES,
  runFolder,
  SAME,
  sampleRuns,
  verifyExperiment,
} from "@samebit/experiment";
import { showCount } from "@samebit/report";
import { type Command, STATUS } from "../command.ts";
import { describeEnvironment } from "../environment.ts";
import { exists } from "../exists.ts";
import { type Given, wholeNumber } from "../flags.ts";
import { type LockFile, readLock } from "../lock.ts";
import { DATA_DIR, dataDirOf, experimentFile, experimentFiles } from "../places.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";
import { formatVerdict, formatVerdicts } from "../verdicts.ts";

/** Makes locked runs again and compares. */
export const verify: Command = {
  usage: {
    name: "verify",
    operands: "[FILE...]",
    most: Infinity,
    about: "Make locked runs again and say whether every byte is the same, and where not",
    flags: {
      "sample": { value: "N", about: "N runs of each lock, chosen by its hash", otherwise: "all" },
      "against": { value: "DIR", about: "the recorded runs, to name the first value that differs" },
      "keep": { value: "DIR", about: "an empty folder to make the runs in and keep them" },
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at a time", otherwise: "one a core" },
      "backend": { value: "NAME", about: `the kernels: ${BACKENDS.join(", ")}`, otherwise: "auto" },
    },
    example: "experiments/update-rules.ts --sample 2",
  },
  async run(given, terminal) {
    const options = optionsOf(given);
    const subjects = await prepareAll(given.operands, options, terminal);
    const interrupted = new AbortController();
    const onInterrupt = () => interrupted.abort();
    Deno.addSignalListener("SIGINT", onInterrupt);
    const out = await folderFor(options.keep);
    try {
      const environment = await describeEnvironment();
      const means: Means = {
        out,
        engine: createLocalEngine({ ...options, out, environment }),
        sources: String(environment["sourceDigest"]),
        signal: interrupted.signal,
        verbose: given.switches.has("verbose"),
      };
      let status: number = STATUS.done;
      for (const subject of subjects) {
        status = Math.max(status, await verifyOne(subject, means, terminal));
        if (interrupted.signal.aborted) return STATUS.interrupted;
      }
      return status;
    } finally {
      Deno.removeSignalListener("SIGINT", onInterrupt);
      if (options.keep === undefined) await Deno.remove(out, { recursive: true });
    }
  },
};

/** One experiment, ready to be verified. */
interface Subject {
  readonly planned: PlannedExperiment;
  readonly locked: LockFile;
  /** What is verified: all, or the sample and what does not fit. */
  readonly matches: readonly LockMatch[];
  /** How many comparable runs the sample leaves out. */
  readonly left: number;
  /** The folders of records, by identity. */
  readonly records: ReadonlyMap<string, string>;
}

interface Means {
  readonly out: string;
  readonly engine: Engine;
  /** The digest of the sources that are at work. */
  readonly sources: string;
  readonly signal: AbortSignal;
  readonly verbose: boolean;
}

function optionsOf(given: Given) {
  const backend = given.values["backend"] ?? "auto";
  if (!isBackend(backend)) {
    throw new BadInput("--backend", `cannot be ${backend}; wanted one of ${BACKENDS.join(", ")}`);
  }
  return {
    sample: wholeNumber(given, "sample", 1, Infinity),
    against: given.values["against"],
    keep: given.values["keep"],
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    backend,
  };
}

type Options = ReturnType<typeof optionsOf>;

/** Reads, plans and matches everything before anything is made, so that bad input is told first. */
async function prepareAll(
  operands: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<Subject[]> {
  const files = operands.length > 0
    ? await Promise.all([...new Set(operands)].map(experimentFile))
    : await verifiableFiles(terminal);
  const { against } = options;
  if (against !== undefined && !await exists(against)) {
    throw new BadInput("--against", `there is no folder ${against}`);
  }
  const subjects: Subject[] = [];
  for (const file of files) subjects.push(await prepare(file, options));
  if (against !== undefined && subjects.every(({ records }) => records.size === 0)) {
    throw new BadInput("--against", `${against} holds no record of these runs`);
  }
  return subjects;
}

/** The experiments with a lock whose data comes with the code; says why it leaves out the others. */
async function verifiableFiles(terminal: Terminal): Promise<string[]> {
  const files: string[] = [];
  for (const file of await experimentFiles()) {
    if (!await exists(lockPath(file))) {
      terminal.print(`${file}: skipped, it has no lock`);
    } else if (!await isEmbedded(await readExperiment(file))) {
      terminal.print(`${file}: skipped, it wants data files; name it to verify it`);
    } else files.push(file);
  }
  if (files.length === 0) {
    throw new BadInput("verify", "finds no lock; write one: deno task experiment FILE --lock");
  }
  return files;
}

async function prepare(file: string, { dataDir, sample, against }: Options): Promise<Subject> {
  const locked = await readLock(file);
  if (locked === undefined) {
    throw new BadInput(
      file,
      `has no lock ${lockPath(file)}; write one: deno task experiment ${file} --lock`,
    );
  }
  const { lock, path, text } = locked;
  const planned = await planExperiment(file, { dataDir });
  if (lock.slug !== planned.slug) {
    throw new BadInput(path, `is the lock of ${lock.slug}, not of ${planned.slug}`);
  }
  const all = matchLock(lock, planned);
  const sampled = new Set(sampleRuns(text, lock.runs, Math.min(sample, lock.runs.length)));
  const matches = all.filter((match) => match.kind !== "comparable" || sampled.has(match.locked));
  const records = new Map<string, string>();
  for (const match of matches) {
    if (against === undefined || match.kind !== "comparable") continue;
    const folder = await findRecord(against, planned.slug, match.run);
    if (folder !== undefined) records.set(match.run.identity, folder);
  }
  return { planned, locked, matches, left: all.length - matches.length, records };
}

/** The folder in which the runs are made: empty, so that no old result is ever read. */
async function folderFor(keep: string | undefined): Promise<string> {
  if (keep === undefined) return await Deno.makeTempDir({ prefix: "samebit-verify-" });
  await Deno.mkdir(keep, { recursive: true });
  const entries = await Array.fromAsync(Deno.readDir(keep));
  if (entries.length > 0) throw new BadInput("--keep", `${keep} is not empty; give a new folder`);
  return keep;
}

async function verifyOne(subject: Subject, means: Means, terminal: Terminal): Promise<number> {
  const { planned, locked: { lock, path }, matches, left, records } = subject;
  const { out, engine, signal, verbose } = means;
  const names = new Map<string, string>();
  for (const match of matches) {
    if (match.kind === "comparable") names.set(match.run.identity, formatRunName(match.locked));
  }
  terminal.print(`${terminal.bold(path)}: ${showCount(lock.runs.length, "locked run")}`);
  if (left > 0) terminal.print(`The sample of its hash: ${[...names.values()].join("; ")}`);
  if (lock.sources.length > 0 && !lock.sources.includes(means.sources)) {
    terminal.print(
      `Recorded by sources ${lock.sources.map(short).join(" and ")}, these are ` +
        `${short(means.sources)}: only the bits decide`,
    );
  }
  const progress = createProgress({
    runs: names.size,
    nameOf: ({ identity }) => names.get(identity) ?? short(identity),
    resultOf: () => Promise.resolve("made again"),
    verbose,
    terminal,
  });
  const onEvent: typeof progress.take = (event) => progress.take(event);
  const runs = await verifyExperiment(planned, lock, matches, {
    out,
    engine,
    signal,
    onEvent,
    records,
  }).finally(() => progress.end());
  if (signal.aborted) {
    terminal.complain("Interrupted. Nothing was verified of what is not in a table");
    return STATUS.interrupted;
  }
  terminal.print(formatVerdicts(runs, terminal));
  terminal.print(formatVerdict(runs, { left, kernels: await kernelsOf(subject, out) }));
  return runs.every(({ verdict }) => verdict === SAME) ? STATUS.done : STATUS.failed;
}

/** Which kernels made the runs, as their own records of the environment say. */
async function kernelsOf({ planned, matches }: Subject, out: string): Promise<string[]> {
  const kernels = new Set<string>();
  for (const match of matches) {
    if (match.kind !== "comparable") continue;
    const path = join(runFolder(out, planned.slug, match.run), RUN_FILES.environment);
    if (await exists(path)) kernels.add(JSON.parse(await Deno.readTextFile(path)).backend);
  }
  return [...kernels].sort();
}

function short(digest: string): string {
  return digest.slice(0, 8);
}
