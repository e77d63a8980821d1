/**
 * One experiment from its plan to its page, as the command `experiment` does it: prints what is to
 * be done, executes the missing runs while showing progress, writes the page, and prints the
 * findings.
 *
 * @module
 */
import {
  announce,
  createProgress,
  describeResults,
  listNetworks,
  listOutstanding,
  runName,
  runResult,
  sayWarnings,
} from "@samebit/console";
import type { KernelsChoice } from "@samebit/engines";
import { showCount } from "@samebit/findings";
import {
  createEngine,
  describeEnvironment,
  expectationDigest,
  kindsDir,
  requireWritable,
  type RunLocation,
} from "@samebit/options";
import { EXPERIMENT_FILES } from "@samebit/runlog";
import { experimentFolder } from "@samebit/store";
import {
  type PlannedExperiment,
  type RemainingWork,
  remainingWork,
  runExperiment,
  type RunExperimentReport,
} from "@samebit/sweep";
import type { WrittenReport } from "@samebit/report";
import { STATUS, type Terminal } from "@samebit/terminal";
import { join } from "node:path";
import { checkAccumulation } from "./accumulation.ts";
import { writeLock } from "./lock.ts";
import { namePage, writePage } from "./pages.ts";

/** How an experiment is run; nothing here changes a number. */
export interface SweepOptions {
  /** The output folder. */
  readonly out: string;
  /** The folder of data files. */
  readonly dataDir: string;
  /** How many runs to do at a time. */
  readonly workers: number;
  /** Which kernels to use. */
  readonly kernels: KernelsChoice;
  /** Where runs are executed. */
  readonly place: RunLocation;
  /** The share of the runs that is repeated here and compared; 0 for none. */
  readonly audit: number;
  /** Whether to write the experiment's lock once its runs are done. */
  readonly lock: boolean;
  /** Whether to print only what would be done. */
  readonly dryRun: boolean;
  /** Whether to continue with the other runs after one has failed. */
  readonly keepGoing: boolean;
  /** How often to retry a failed run. */
  readonly retries: number;
  /** How many states of each run to keep. */
  readonly keepStates: number;
  /** After how many seconds of silence a worker is killed. */
  readonly stuckSeconds: number;
  /** Whether failures are shown with their stack traces. */
  readonly verbose: boolean;
}

/** An experiment that a command runs. */
export interface SweepSubject {
  /** The path of its file. */
  readonly file: string;
  /** Its plans. */
  readonly planned: PlannedExperiment;
}

/** The outcome of an experiment. */
export interface SweepResult {
  /** The exit status. */
  readonly status: number;
  /** Its page, and its findings for the index; absent if no page was written. */
  readonly written?: WrittenReport;
}

/**
 * Executes the missing runs of an experiment, then writes its lock if requested, then its page.
 *
 * @throws {BadInput} The output folder cannot be written, a lock is damaged, or minibatches cannot
 *   be processed in the requested number of pieces.
 */
export async function sweep(
  { file, planned }: SweepSubject,
  options: SweepOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<SweepResult> {
  const { out } = options;
  const { slug } = planned;
  sayWarnings(planned, terminal);
  const state = await remainingWork(out, planned);
  checkAccumulation(file, state.todo, options.kernels, planned.experiment.own);
  announce(planned, state, options, terminal);
  if (options.dryRun) {
    listNetworks(planned, terminal);
    listOutstanding(out, planned, state, terminal);
    return { status: STATUS.done };
  }
  await requireWritable(out);
  const { failed, unchosen = [] } = await executeRuns(
    planned,
    state,
    options,
    signal,
    terminal,
  );
  if (signal.aborted) return { status: sayInterrupted(terminal) };
  // The page says whether there is a lock.
  const locked = options.lock ? await writeLock(file, out, planned, terminal) : STATUS.done;
  const written = await writePage(out, slug);
  const { page, found } = written;
  const { text, refuted } = describeResults(out, found, terminal);
  terminal.print(`${text}\nReport: ${namePage(page, terminal)}`);
  for (const variant of unchosen) {
    terminal.complain(
      `${
        terminal.red("nothing to choose from")
      }: every trial of ${variant} of ${slug} diverged, so ` +
        "no value was chosen and the test split was not measured; try other ranges or values",
    );
  }
  if (failed.length > 0) {
    terminal.complain(
      `${showCount(failed.length, "run")} of ${slug} failed` +
        (options.verbose ? "" : "; --verbose shows where"),
    );
  }
  for (const says of refuted) terminal.complain(`${terminal.red("refuted")}: ${says}`);
  const isDone = failed.length + unchosen.length + refuted.length === 0;
  return { status: Math.max(locked, isDone ? STATUS.done : STATUS.failed), written };
}

/** Prints what is left after Ctrl-C; returns the exit status. */
export function sayInterrupted(terminal: Terminal): number {
  terminal.complain(
    "Interrupted. Finished runs are kept, the others have a checkpoint; the same command resumes them",
  );
  return STATUS.interrupted;
}

async function executeRuns(
  planned: PlannedExperiment,
  { work, elsewhere }: RemainingWork,
  options: SweepOptions,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<RunExperimentReport> {
  const { out, keepGoing, retries, verbose } = options;
  const names = new Map<string, string>();
  const progress = createProgress({
    runs: work.length + elsewhere,
    steps: work.reduce((sum, { totalSteps }) => sum + totalSteps, 0),
    nameOf: ({ identity }) => names.get(identity) ?? identity.slice(0, 8),
    resultOf: runResult,
    verbose,
    terminal,
  });
  try {
    return await runExperiment(planned, {
      out,
      engine: createEngine({
        ...options,
        kindsDir: kindsDir(),
        auditRecord: join(experimentFolder(out, planned.slug), EXPERIMENT_FILES.audit),
        environment: {
          ...await describeEnvironment(),
          expectation: expectationDigest(planned.experiment.expectation),
        },
      }),
      keepGoing,
      retries,
      signal,
      onEvent: (event) => progress.take(event),
      onRound(waiting) {
        for (const run of waiting) names.set(run.identity, runName(run));
      },
      onChosen(chosen) {
        for (const run of chosen) names.set(run.identity, `chosen: ${runName(run)}`);
      },
    });
  } finally {
    await progress.end();
  }
}
