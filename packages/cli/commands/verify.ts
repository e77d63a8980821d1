/**
 * `deno task verify [FILE...]`: makes locked runs again and says of each whether every byte came out
 * as it was recorded, and where not.
 *
 * @module
 */
import { join } from "node:path";
import {
  BadInput,
  createLocalEngine,
  type Engine,
  formatRunName,
  type KernelsChoice,
  RUN_FILES,
  runFolder,
  SAME,
  verifyExperiment,
} from "@samebit/experiment";
import { showCount } from "@samebit/report";
import { type Command, STATUS } from "../command.ts";
import { KERNELS_FLAGS, kernelsOf } from "../kernels_flags.ts";
import { describeEnvironment } from "../environment.ts";
import { exists } from "../exists.ts";
import { type Given, wholeNumber } from "../flags.ts";
import { DATA_DIR, dataDirOf } from "../places.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";
import { formatVerdict, formatVerdicts } from "../verdicts.ts";
import { readSubjects, type Subject, type SubjectOptions } from "../verify_subjects.ts";

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
      ...KERNELS_FLAGS,
    },
    example: "experiments/update-rules.ts --sample 2",
  },
  async run(given, terminal) {
    const options = await optionsOf(given);
    const subjects = await readSubjects(given.operands, options, terminal);
    const interrupted = new AbortController();
    const onInterrupt = () => interrupted.abort();
    Deno.addSignalListener("SIGINT", onInterrupt);
    const keep = given.values["keep"];
    const out = await folderFor(keep);
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
      if (keep === undefined) await Deno.remove(out, { recursive: true });
    }
  },
};

interface Means {
  readonly out: string;
  readonly engine: Engine;
  /** The digest of the sources that are at work. */
  readonly sources: string;
  readonly signal: AbortSignal;
  readonly verbose: boolean;
}

interface Options extends SubjectOptions {
  readonly workers: number;
  readonly kernels: KernelsChoice;
}

async function optionsOf(given: Given): Promise<Options> {
  const against = given.values["against"];
  return {
    sample: wholeNumber(given, "sample", 1, Infinity),
    ...(against !== undefined && { against }),
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    kernels: await kernelsOf(given),
  };
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
  terminal.print(formatVerdict(runs, { left, kernels: await kernelsThatRan(subject, out) }));
  return runs.every(({ verdict }) => verdict === SAME) ? STATUS.done : STATUS.failed;
}

/** Which kernels made the runs, as their own records of the environment say. */
async function kernelsThatRan({ planned, matches }: Subject, out: string): Promise<string[]> {
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
