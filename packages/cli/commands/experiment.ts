/**
 * `deno task experiment [FILE...]`: makes the runs that are missing, then the page.
 *
 * @module
 */
import {
  type Backend,
  BACKENDS,
  BadInput,
  createKernels,
  createLocalEngine,
  type ExperimentRun,
  isBackend,
  outstanding,
  planExperiment,
  type PlannedExperiment,
  readRunRecord,
  runExperiment,
  type RunJob,
} from "@samebit/experiment";
import { writeIndex, writeReport } from "@samebit/report";
import { type Command, STATUS } from "../command.ts";
import { describeEnvironment } from "../environment.ts";
import { estimateSeconds, formatSeconds } from "../estimate.ts";
import { type Given, seedList, wholeNumber } from "../flags.ts";
import { DATA_DIR, dataDirOf, DEFAULT_EXPERIMENT, experimentFile, OUT, outOf } from "../places.ts";
import { createProgress } from "../progress.ts";
import { formatResults, refutedMusts } from "../results.ts";
import type { Terminal } from "../terminal.ts";

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
  },
  async run(given, terminal) {
    const operands = given.operands.length > 0 ? given.operands : [DEFAULT_EXPERIMENT];
    const options = optionsOf(given);
    const interrupted = new AbortController();
    const onInterrupt = () => interrupted.abort();
    Deno.addSignalListener("SIGINT", onInterrupt);
    try {
      const files = await Promise.all(operands.map(experimentFile));
      const planned: PlannedExperiment[] = [];
      for (const file of files) planned.push(await planExperiment(file, options));
      let status: number = STATUS.done;
      for (const each of planned) {
        const one = await runOne(each, options, interrupted.signal, terminal);
        status = Math.max(status, one);
        if (one === STATUS.interrupted || (one !== STATUS.done && !options.keepGoing)) break;
      }
      return status;
    } finally {
      Deno.removeSignalListener("SIGINT", onInterrupt);
    }
  },
};

interface Options {
  readonly out: string;
  readonly dataDir: string;
  readonly workers: number;
  readonly backend: Backend;
  readonly seeds?: readonly number[];
  readonly dryRun: boolean;
  readonly keepGoing: boolean;
}

function optionsOf(given: Given): Options {
  const backend = given.values["backend"] ?? "auto";
  if (!isBackend(backend)) {
    throw new BadInput("--backend", `cannot be ${backend}; wanted one of ${BACKENDS.join(", ")}`);
  }
  const seeds = seedList(given, "seeds");
  return {
    out: outOf(given),
    dataDir: dataDirOf(given),
    workers: wholeNumber(given, "workers", 1, navigator.hardwareConcurrency),
    backend,
    ...(seeds !== undefined && { seeds }),
    dryRun: given.switches.has("dry-run"),
    keepGoing: given.switches.has("keep-going"),
  };
}

async function runOne(
  planned: PlannedExperiment,
  options: Options,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<number> {
  const { out, workers, keepGoing } = options;
  const { slug, runs } = planned;
  for (const warning of planned.warnings) terminal.complain(`warning: ${warning}`);
  const { done, todo, unfinished } = await outstanding(out, slug, runs);
  announce(planned, { done, todo, unfinished }, options, terminal);
  if (options.dryRun) return STATUS.done;

  await requireWritable(out);
  const byIdentity = new Map(runs.map((run) => [run.identity, run]));
  const progress = createProgress({
    runs: todo.length,
    nameOf: (job) => nameOf(byIdentity.get(job.identity), job),
    resultOf: resultLine,
    terminal,
  });
  const engine = createLocalEngine({
    ...options,
    workers,
    environment: await describeEnvironment(),
  });
  const { failed } = await runExperiment(planned, {
    out,
    engine,
    keepGoing,
    signal,
    onEvent: (event) => progress.take(event),
  });
  await progress.end();
  if (signal.aborted) {
    terminal.complain("Interrupted. Whole runs are kept; the same command makes the others");
    return STATUS.interrupted;
  }
  for (const { run, reason } of failed) {
    terminal.complain(`${terminal.red("failed")}: ${slug}, ${nameOf(run)}: ${reason}`);
  }
  const page = await writeReport(out, slug);
  await writeIndex(out);
  terminal.print(await formatResults(out, slug, terminal));
  terminal.print(`Report: ${terminal.bold(page)}`);
  const refuted = await refutedMusts(out, slug);
  for (const says of refuted) terminal.complain(`${terminal.red("refuted")}: ${says}`);
  return failed.length + refuted.length === 0 ? STATUS.done : STATUS.failed;
}

function announce(
  { slug, experiment, runs }: PlannedExperiment,
  { done, todo, unfinished }: Awaited<ReturnType<typeof outstanding>>,
  { backend, workers }: Options,
  terminal: Terminal,
): void {
  const kernels = createKernels(backend);
  try {
    const variants = new Set(runs.map(({ variant }) => variant)).size;
    const seeds = experiment.seeds.length;
    const combinations = runs.length / (variants * seeds);
    const parts = [
      `${variants} ${variants === 1 ? "variant" : "variants"}`,
      ...(combinations > 1 ? [`${combinations} tuned combinations`] : []),
      `${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
    ];
    terminal.print(`${terminal.bold(slug)}: ${experiment.question}`);
    terminal.print(`${runs.length} runs: ${parts.join(" × ")}`);
    if (done.length > 0) terminal.print(`${done.length} done already, skipped`);
    if (unfinished > 0) terminal.print(`${unfinished} begun and not finished, started again`);
    if (todo.length === 0) return;
    const steps = todo.reduce((sum, { totalSteps }) => sum + totalSteps, 0);
    const seconds = formatSeconds(estimateSeconds(todo, kernels, workers));
    terminal.print(
      `${todo.length} to make, ${steps.toLocaleString("en")} steps, about ${seconds} ` +
        `(${Math.min(workers, todo.length)} at a time, ${kernels.name} kernels)`,
    );
  } finally {
    kernels.close();
  }
}

function nameOf(run: ExperimentRun | undefined, job?: RunJob): string {
  if (run === undefined) return `chosen, seed ${job?.plan.seed}`;
  const tuned = Object.entries(run.tuned).map(([axis, label]) => `${axis} ${label}`);
  return [run.variant, ...tuned, `seed ${run.seed}`].join(", ");
}

async function resultLine({ folder }: RunJob): Promise<string> {
  const record = await readRunRecord(folder);
  const result = record?.result;
  if (record?.ended === undefined || result === undefined) return "not whole";
  const { best, test, divergedAt, steps } = result;
  const parts = [
    `best validation accuracy ${best.validationAccuracy.toFixed(3)} (epoch ${best.epoch})`,
    ...(test === undefined ? [] : [`test ${test.accuracy.toFixed(3)}`]),
    ...(divergedAt === undefined
      ? []
      : [`diverged at step ${divergedAt.step} in ${divergedAt.place}`]),
    ...(record.ended === "stopped early" ? [`stopped early after ${steps} steps`] : []),
  ];
  return parts.join(", ");
}

async function requireWritable(out: string): Promise<void> {
  try {
    await Deno.mkdir(out, { recursive: true });
    const probe = await Deno.makeTempDir({ dir: out, prefix: ".writable-" });
    await Deno.remove(probe);
  } catch (error) {
    throw new BadInput(
      "--out",
      `cannot write in ${out}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
