/**
 * Everything that `verify.mjs` does with its folder: files, runs, claims and one verdict, as lines
 * or as one JSON document.
 */
import { escapeText } from "@samebit/input";
import { findingsOf, showCount } from "@samebit/findings";
import type { Options } from "./arguments.ts";
import { checkFiles, type FilesCheck } from "./check_files.ts";
import { createFolder } from "./folder.ts";
import { describeClaim, judgeClaims, type JudgedClaim } from "./judge_claims.ts";
import type { RunVerdict } from "./repeat_run.ts";
import { defaultWorkers, makeAll } from "./pool.ts";
import { chooseRuns, readSubjects, type Subject, type Subjects } from "./subjects.ts";

/** The outcome of verifying. */
interface Outcome {
  readonly files: FilesCheck;
  readonly subjects: Subjects;
  /** With its numbers filled in. */
  readonly question: string;
  readonly made: ReadonlyMap<Subject, RunVerdict>;
  readonly claims: readonly JudgedClaim[];
}

/**
 * Verifies an unpacked archive and returns the exit status.
 *
 * @param print Prints text.
 * @throws {Error} A required file is missing or damaged.
 */
export async function verifyFolder(
  path: string,
  options: Options,
  print: (text: string) => Promise<void>,
): Promise<number> {
  const line = options.json
    ? () => Promise.resolve()
    : (text: string) => print(escapeText(text) + "\n");
  const folder = createFolder(path);
  const files = checkFiles(folder);
  for (const fault of files.faults) await line(`CHANGED  ${fault}`);
  const subjects = await readSubjects(folder);
  const found = findingsOf(subjects.logs);
  const { record } = found.logs;
  refuseClaim(options, record.claims.length);
  const chosen = chooseRuns(subjects, {
    ...(options.runs !== undefined && { count: options.runs }),
    ...(options.claim !== undefined && { claim: options.claim }),
  });
  await line(`${record.slug}: ${record.question}`);
  await line(`Repeating ${chosen.length} of ${showCount(subjects.runs.length, "run")}`);
  await line("");
  const workers = options.workers ?? defaultWorkers();
  const width = Math.max(...chosen.map(({ name }) => name.length));
  const made = await makeAll(
    chosen,
    { path, dataDir: options.dataDir, workers },
    (subject, run) => {
      void line(`${run.verdict.padEnd(12)}  ${subject.name.padEnd(width)}  ${describeRun(run)}`);
    },
  );
  const claims = judgeClaims(found, identities(made))
    .filter(({ claim }) => options.claim === undefined || claim === options.claim);
  const outcome = { files, subjects, question: record.question, made, claims };
  for (const text of ["", ...claims.map(describeClaim), "", verdictOf(outcome)]) await line(text);
  const status = statusOf(outcome);
  if (options.json) await print(JSON.stringify(documentOf(outcome, status), null, 2) + "\n");
  return status;
}

function refuseClaim({ claim }: Options, claims: number): void {
  if (claim === undefined || claim <= claims) return;
  throw new Error(`--claim cannot be ${claim}; the experiment has ${showCount(claims, "claim")}`);
}

function identities(made: ReadonlyMap<Subject, RunVerdict>) {
  const of = (wanted: (run: RunVerdict) => boolean) =>
    new Set([...made].filter(([, run]) => wanted(run)).map(([{ locked }]) => locked.identity));
  return {
    same: of(({ verdict }) => verdict === "same"),
    different: of(({ verdict }) => verdict === "differs"),
  };
}

function describeRun({ verdict, numbers, reason }: RunVerdict): string {
  return verdict === "same" ? `${numbers.toLocaleString("en")} numbers` : reason ?? "";
}

function count(made: Outcome["made"], verdict: RunVerdict["verdict"]): number {
  return [...made.values()].filter((run) => run.verdict === verdict).length;
}

/** The last line. */
function verdictOf(outcome: Outcome): string {
  const { files, made, subjects } = outcome;
  const [same, differ, unmade] = (["same", "differs", "not repeated"] as const)
    .map((verdict) => count(made, verdict));
  const left = subjects.runs.length - made.size;
  const parts = [
    `${same} of ${showCount(made.size, "run")} the same, bit for bit`,
    ...(differ! > 0 ? [`${differ} differ`] : []),
    ...(unmade! > 0 ? [`${unmade} not repeated`] : []),
    ...(left > 0 ? [`${left} not asked for`] : []),
    files.faults.length === 0
      ? `all ${files.listed} files as published`
      : `${showCount(files.faults.length, "fault")} in the files`,
  ];
  const word = { 0: "VERIFIED", 1: "NOT THE SAME", 2: "NOT CHECKED" }[statusOf(outcome)];
  return `${word}: ${parts.join("; ")}`;
}

function statusOf({ files, made, claims }: Outcome): 0 | 1 | 2 {
  const isWrong = files.faults.length > 0 || count(made, "differs") > 0 ||
    claims.some(({ must, result }) => must && result === "FAIL");
  if (isWrong) return 1;
  return count(made, "not repeated") > 0 ? 2 : 0;
}

function documentOf(
  { files, subjects, question, made, claims }: Outcome,
  status: 0 | 1 | 2,
) {
  return {
    slug: subjects.logs.record.slug,
    question,
    contract: subjects.lock.contract,
    files: { digest: files.digest, listed: files.listed, faults: files.faults },
    runs: [...made].map(([{ name, folder, locked }, run]) => ({
      name,
      folder,
      identity: locked.identity,
      ...run,
    })),
    left: subjects.runs.length - made.size,
    claims,
    verdict: { 0: "verified", 1: "not the same", 2: "not checked" }[status],
  };
}
