/**
 * Compares random search, successive halving and TPE at equal cost: each searches the space that an
 * experiment file tunes, with so many epochs of training, repeatedly with other seeds. Writes the
 * table of docs/search.md. Runs are trained in this process and kept, so that a trial that several
 * searches ask for is trained once; what a search costs is counted without that.
 *
 *     deno run -A tools/compare_searches.ts FILE [--budget 27] [--repeats 10] [--data-dir DIR]
 *
 * The budget is in whole runs. FILE's own search is not looked at.
 */
import { parseArgs } from "@std/cli/parse-args";
import { loadDataset } from "@samebit/datasets";
import { chooseKernels, createKernels } from "@samebit/engines";
import { createDataFolder } from "@samebit/store";
import { type Experiment, roundsOf } from "@samebit/experiment";
import {
  type ExperimentRun,
  FollowedSearch,
  planExperiment,
  type PlannedExperiment,
} from "@samebit/sweep";
import type { Search } from "@samebit/search";
import type { EpochRow } from "@samebit/runlog";
import { execute, type RunEvent, type RunOutcome } from "@samebit/solver";
import type { Kernels } from "@samebit/tensors";
import { nativeCacheFolder } from "@samebit/tensors/native";

/** The result of a search with a budget. */
export interface SearchResult {
  /** The mean best validation accuracy of what it chose, over the seeds that it searched with. */
  readonly validation: number;
  /** The mean test accuracy of what it chose, over all seeds. */
  readonly test: number;
  /** The epochs that it trained before it chose. */
  readonly epochs: number;
  /** How many trials it began. */
  readonly trials: number;
}

/** The searches that are compared, each with as many trials as the budget allows. */
export function searchesOf(experiment: Experiment, budget: number): Record<string, Search> {
  const limit = budget * experiment.base.epochs;
  const halving = (trials: number): Search => ({ kind: "halving", trials });
  let trials = 3;
  while (costOf({ ...experiment, search: halving(trials + 1) }) <= limit) trials++;
  return {
    random: { kind: "random", trials: budget },
    halving: halving(trials),
    tpe: { kind: "tpe", trials: budget, start: Math.ceil(budget / 3), batch: 3 },
  };
}

/** The epochs that a search trains for one variant with one seed. */
export function costOf(experiment: Experiment): number {
  return roundsOf(experiment).reduce(
    (sum, { trials, fromEpoch, toEpoch }) => sum + trials * (toEpoch - fromEpoch),
    0,
  );
}

/** Trains runs as far as they are needed and remembers them. */
export class Trainer {
  readonly #runs = new Map<string, Training>();
  readonly #begin: (run: ExperimentRun) => Training;

  /** A trainer that starts runs with this function. */
  constructor(begin: (run: ExperimentRun) => Training) {
    this.#begin = begin;
  }

  /** The best validation accuracy of a run up to `untilEpoch`; NaN if it diverged. */
  score(run: ExperimentRun): number {
    const { untilEpoch = run.plan.epochs, plan, totalSteps } = run;
    const training = this.#training(run);
    training.goTo(run.untilEpoch ?? Infinity);
    const rows = training.rows.filter(({ epoch }) => epoch <= untilEpoch);
    const diverged = training.outcome?.result.divergedAt?.step ?? Infinity;
    if (diverged <= totalSteps / plan.epochs * untilEpoch) return NaN;
    return Math.max(...rows.map(({ validationAccuracy }) => validationAccuracy!));
  }

  /** The accuracy of a run on the test split. */
  test(run: ExperimentRun): number {
    const training = this.#training(run);
    training.goTo(Infinity);
    return training.outcome!.result.test!.accuracy!;
  }

  #training(run: ExperimentRun): Training {
    const training = this.#runs.get(run.identity) ?? this.#begin(run);
    this.#runs.set(run.identity, training);
    return training;
  }
}

/** A run that is trained as far as it is needed. */
export class Training {
  /** Its evaluations so far. */
  readonly rows: EpochRow[] = [];
  /** Its result, once it has ended. */
  outcome: RunOutcome | undefined;
  readonly #run: Generator<RunEvent, RunOutcome, undefined>;

  /** A run at its start. */
  constructor(run: Generator<RunEvent, RunOutcome, undefined>) {
    this.#run = run;
  }

  /** Trains until the evaluation of an epoch, or to the end. */
  goTo(epoch: number): void {
    while (this.outcome === undefined && (this.rows.at(-1)?.epoch ?? -1) < epoch) {
      const next = this.#run.next();
      if (next.done) this.outcome = next.value;
      else if (next.value.kind === "epoch") this.rows.push(next.value.row);
    }
  }
}

/** Searches once; the experiment compares nothing. */
export async function searchOnce(
  planned: PlannedExperiment,
  trainer: Trainer,
): Promise<SearchResult> {
  const search = new FollowedSearch(planned);
  await search.advance((run) => Promise.resolve(trainer.score(run)));
  const rows = search.trail!.trials;
  const tests = search.chosen.map((run) => trainer.test(run));
  return {
    validation: rows.find(({ decision }) => decision === "chosen")!.score,
    test: tests.reduce((sum, accuracy) => sum + accuracy, 0) / tests.length,
    epochs: costOf(planned.experiment),
    trials: new Set(rows.map(({ trial }) => trial)).size,
  };
}

function describe(name: string, results: readonly SearchResult[]): string {
  const { epochs, trials } = results[0]!;
  const meanOf = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return `${mean.toFixed(4)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(4)}`;
  };
  const validation = meanOf(results.map((result) => result.validation));
  const test = meanOf(results.map((result) => result.test));
  return `| ${name} | ${trials} | ${epochs} | ${validation} | ${test} |`;
}

async function createHere(): Promise<Kernels> {
  const folder = nativeCacheFolder(Deno.build.os, (name) => Deno.env.get(name));
  return createKernels(await chooseKernels("auto", 1, folder));
}

if (import.meta.main) {
  const flags = parseArgs(Deno.args, { string: ["_", "budget", "repeats", "data-dir"] });
  const [file] = flags._.map(String);
  const [budget, repeats] = [Number(flags.budget ?? 27), Number(flags.repeats ?? 10)];
  const dataDir = String(flags["data-dir"] ?? "data");
  const planned = await planExperiment(file!, { dataDir });
  const kernels = await createHere();
  const dataset = await loadDataset(planned.runs[0]!.plan.dataset, createDataFolder(dataDir));
  const trainer = new Trainer((run) => new Training(execute(run.plan, dataset, kernels)));
  const searches = Object.entries(searchesOf(planned.experiment, budget));
  const results: SearchResult[][] = searches.map(() => []);
  for (let seed = 0; seed < repeats; seed++) {
    for (const [i, [, search]] of searches.entries()) {
      const experiment = { ...planned.experiment, search: { ...search, seed } } as Experiment;
      const result = await searchOnce({ ...planned, experiment, runs: [] }, trainer);
      results[i]!.push(result);
      console.error(seed, searches[i]![0], JSON.stringify(result));
    }
  }
  console.log(
    "| search | trials | epochs | best validation accuracy | test accuracy of the choice |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const [i, [name]] of searches.entries()) console.log(describe(name, results[i]!));
}
