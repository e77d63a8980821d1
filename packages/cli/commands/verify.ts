/**
 * `deno task verify [FILE|ARCHIVE.zip...]`: repeats locked runs and says for each whether every
 * byte is as recorded, and where it is not.
 *
 * @module
 */
import {
  createProgress,
  formatVerdict,
  formatVerdicts,
  JSON_FLAG,
  outputOf,
  sayWarnings,
} from "@samebit/console";
import { createLocalEngine, type Engine, type KernelsChoice } from "@samebit/engines";
import { showCount } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import { formatRunName, SAME, type VerifiedRun, verifyExperiment } from "@samebit/locks";
import {
  DATA_DIR,
  dataDirOf,
  describeEnvironment,
  KERNELS_FLAGS,
  kernelsOf,
  kindsDir,
} from "@samebit/options";
import { RUN_FILES } from "@samebit/runlog";
import { makeFolder, namesIn, readText, rootOf, runFolder } from "@samebit/store";
import {
  type Command,
  type Given,
  listenForInterrupts,
  STATUS,
  type Terminal,
  wholeNumber,
} from "@samebit/terminal";
import {
  type ArchiveSubject,
  attest,
  checkSpots,
  isArchive,
  otherDataOf,
  printClaims,
  readArchive,
  readSubjects,
  signerOf,
  spotsOf,
  type Subject,
  type SubjectOptions,
} from "@samebit/verification";
import { join } from "node:path";
import { checkAccumulation } from "../accumulation.ts";

/** Repeats locked runs and compares them. */
export const verify: Command = {
  usage: {
    name: "verify",
    operands: "[FILE|ARCHIVE.zip...]",
    most: Infinity,
    about:
      "Re-run locked runs, or those of an archive, and say whether every byte is the same, and " +
      "where not",
    flags: {
      "sample": {
        value: "N",
        about: "only N runs of each lock, chosen by its hash",
        otherwise: "all",
      },
      "against": { value: "DIR", about: "the recorded runs, to find the first value that differs" },
      "spot": {
        value: "K",
        about: "only K parts of the runs in --against, each from one kept state to the next",
      },
      "spot-seed": { value: "SEED", about: "which parts", otherwise: "drawn at random" },
      "keep": { value: "DIR", about: "an empty folder in which to keep the new runs" },
      "attest": {
        value: "NAME",
        about: "sign the findings about an archive, under this NAME in allowed_signers",
      },
      "key": {
        value: "FILE",
        about: "the SSH key to sign with",
        otherwise: "the one that git signs with",
      },
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at the same time", otherwise: "one per core" },
      ...KERNELS_FLAGS,
      "json": JSON_FLAG,
    },
    example: "experiments/update-rules.ts --sample 2",
  },
  async run(given, whole) {
    const { terminal, give } = outputOf(given, whole);
    const options = await optionsOf(given, terminal);
    const signer = await signerOf(given);
    const keep = given.values["keep"];
    const out = await folderFor(keep);
    const unpacked = await Deno.makeTempDir({ prefix: "samebit-archive-" });
    const remove = () => {
      if (keep === undefined) Deno.removeSync(out, { recursive: true });
      Deno.removeSync(unpacked, { recursive: true });
    };
    using interrupts = listenForInterrupts(remove);
    try {
      const all = await subjectsOf(given, options, rootOf(unpacked), terminal);
      for (const { subject } of all) requireSubjectPieces(subject, options.kernels);
      const environment = await describeEnvironment();
      const means: Omit<Means, "out"> = {
        engineOf: ({ dataDir, kindsDir }) =>
          createLocalEngine({ ...options, out, dataDir, kindsDir, environment }),
        sources: String(environment["sourceDigest"]),
        against: options.against,
        signal: interrupts.signal,
        verbose: given.switches.has("verbose"),
      };
      if (given.values["spot"] !== undefined) {
        const hasRecords = options.against !== undefined || given.operands.some(isArchive);
        const subjects = all.map(({ subject }) => subject);
        return await checkSpots(subjects, spotsOf(given, hasRecords), { ...means, out }, terminal);
      }
      const verified: VerifiedRun[] = [];
      const locks: LockResult[] = [];
      let allHold = true;
      for (const { subject, archive } of all) {
        // Two archives may be of one experiment; results made for one are never read for another.
        const place = archive === undefined ? out : join(out, archive.archive.sha256);
        makeFolder(place);
        const result = await verifyOne(subject, { ...means, out: place }, terminal);
        if (result === undefined || interrupts.signal.aborted) {
          terminal.complain("Interrupted. Only the runs in the tables above were verified");
          return STATUS.interrupted;
        }
        verified.push(...result.runs);
        const claimsHold = archive && await printClaims(archive, result.runs, terminal);
        if (claimsHold === false) allHold = false;
        locks.push({ ...result, ...(claimsHold !== undefined && { claimsHold }) });
        if (archive === undefined || signer === undefined) continue;
        const found = { runs: result.runs, kernels: result.kernels, environment };
        await attest(archive, { ...found, when: new Date().toISOString() }, signer, terminal);
      }
      if (all.length > 1) terminal.print(`\nTotal: ${formatVerdict(verified)}`);
      const isSame = verified.every(({ verdict }) => verdict === SAME);
      give({ same: isSame, locks: locks.map(describeLock) });
      return isSame && allHold ? STATUS.done : STATUS.failed;
    } finally {
      remove();
    }
  },
};

/** The result for one lock. */
interface LockResult {
  readonly slug: string;
  /** The path of the lock. */
  readonly lock: string;
  /** The kernels that computed the runs. */
  readonly kernels: readonly string[];
  /** How many runs a sample omits. */
  readonly left: number;
  /** For an archive: whether its claims have the recorded verdicts. */
  readonly claimsHold?: boolean;
  readonly runs: readonly VerifiedRun[];
}

/** The same for programs: of a run's name only the name. */
function describeLock({ runs, ...rest }: LockResult) {
  const described = runs.map(({ name: { label, seed }, ...run }) => ({ label, seed, ...run }));
  return { ...rest, runs: described };
}

/** An experiment of this checkout, or of an archive. */
interface Verifiable {
  readonly subject: Subject;
  readonly archive?: ArchiveSubject;
}

async function subjectsOf(
  { operands, values }: Given,
  options: Options,
  unpacked: string,
  terminal: Terminal,
): Promise<Verifiable[]> {
  const files = operands.filter((operand) => !isArchive(operand));
  const all: Verifiable[] = [];
  for (const path of new Set(operands.filter(isArchive))) {
    const given = { ...options, dataDir: values["data-dir"] };
    const archive = await readArchive(path, unpacked, given, terminal);
    all.push({ subject: archive.subject, archive });
  }
  if (files.length === 0 && all.length > 0) return all;
  const subjects = await readSubjects(files, options, terminal);
  return [...subjects.map((subject) => ({ subject })), ...all];
}

/** Throws as {@link checkAccumulation} does. */
function requireSubjectPieces({ planned, locked, matches }: Subject, kernels: KernelsChoice): void {
  const runs = matches.flatMap((match) => match.kind === "comparable" ? [match.run] : []);
  checkAccumulation(locked.path, runs, kernels, planned.experiment.own);
}

interface Means {
  readonly out: string;
  /** An engine whose workers read data files and own kinds from these folders. */
  readonly engineOf: (places: Pick<Subject, "dataDir" | "kindsDir">) => Engine;
  /** The digest of the sources of this program. */
  readonly sources: string;
  readonly against: string | undefined;
  readonly signal: AbortSignal;
  readonly verbose: boolean;
}

interface Options extends SubjectOptions {
  readonly workers: number;
  readonly kernels: KernelsChoice;
}

async function optionsOf(given: Given, terminal: Terminal): Promise<Options> {
  const against = given.values["against"];
  return {
    sample: wholeNumber(given, "sample", 1, Infinity),
    ...(against !== undefined && { against }),
    dataDir: dataDirOf(given),
    kindsDir: kindsDir(),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    kernels: await kernelsOf(given, terminal),
  };
}

/** The folder for the repeated runs: empty, so that no old result is ever read. */
async function folderFor(keep: string | undefined): Promise<string> {
  if (keep === undefined) return rootOf(await Deno.makeTempDir({ prefix: "samebit-verify-" }));
  const folder = rootOf(keep);
  makeFolder(folder);
  if ((await namesIn(folder)).length > 0) {
    throw new BadInput("--keep", `${keep} is not empty; give a new folder`);
  }
  return folder;
}

/** Verifies one experiment and prints the findings; nothing if it was interrupted. */
async function verifyOne(
  subject: Subject,
  means: Means,
  terminal: Terminal,
): Promise<LockResult | undefined> {
  const { planned, locked: { lock, path }, matches, left, records } = subject;
  const { out, engineOf, signal, verbose } = means;
  const names = new Map<string, string>();
  let steps = 0;
  for (const match of matches) {
    if (match.kind !== "comparable") continue;
    names.set(match.run.identity, formatRunName(match.locked));
    steps += match.run.totalSteps;
  }
  announce(subject, [...names.values()], means, terminal);
  const progress = createProgress({
    runs: names.size,
    steps,
    nameOf: ({ identity }) => names.get(identity) ?? short(identity),
    resultOf: () => Promise.resolve("re-run"),
    verbose,
    terminal,
  });
  let runs: VerifiedRun[];
  try {
    const onEvent: typeof progress.take = (event) => progress.take(event);
    const engine = engineOf(subject);
    const options = { out, engine, signal, onEvent, records };
    runs = await verifyExperiment(planned, lock, matches, options);
  } finally {
    await progress.end();
  }
  if (signal.aborted) return undefined;
  const kernels = await kernelsThatRan(subject, out);
  terminal.print(formatVerdicts(runs, terminal));
  terminal.print(formatVerdict(runs, kernels, left));
  return { slug: planned.slug, lock: path, kernels, left, runs };
}

/** Prints what is verified, which sources recorded it, and whether records are available. */
function announce(
  subject: Subject,
  names: readonly string[],
  { sources, against }: Means,
  terminal: Terminal,
): void {
  const { planned, locked: { lock, path }, left, records } = subject;
  sayWarnings(planned, terminal);
  terminal.print(
    `${terminal.bold(escapeText(path))}: ${showCount(lock.runs.length, "locked run")}`,
  );
  const otherData = otherDataOf(subject);
  if (otherData !== undefined) terminal.print(`None of it can be compared: ${otherData}`);
  if (left > 0) terminal.print(`Sample, chosen by its hash: ${names.join("; ")}`);
  if (lock.sources.length > 0 && !lock.sources.includes(sources)) {
    const recorders = lock.sources.map(short).join(" and ");
    terminal.print(
      `Recorded by sources ${recorders}, these are ${short(sources)}; the bits decide`,
    );
  }
  if (against !== undefined) {
    terminal.print(
      `${records.size} of ${showCount(names.length, "run")} with a record in ${against}`,
    );
  }
}

/** Which kernels computed the runs, according to their environment records. */
async function kernelsThatRan({ planned, matches }: Subject, out: string): Promise<string[]> {
  const kernels = new Set<string>();
  for (const match of matches) {
    if (match.kind !== "comparable") continue;
    const path = join(runFolder(out, planned.slug, match.run), RUN_FILES.environment);
    const text = await readText(path);
    if (text !== undefined) kernels.add(JSON.parse(text).backend);
  }
  return [...kernels].sort();
}

function short(digest: string): string {
  return digest.slice(0, 8);
}
