/**
 * What is printed about a sweep before it starts: how many runs of what, how many of them are done,
 * and how long the others will take.
 *
 * @module
 */
import type { KernelsChoice } from "@samebit/engines";
import { chosenSeeds, planSearch, roundsOf } from "@samebit/experiment";
import { formatSeconds, showCount } from "@samebit/findings";
import { escapeText } from "@samebit/input";
import { createKernelsHere, describeLocation, type RunLocation } from "@samebit/options";
import { describeWarning } from "@samebit/runlog";
import { runFolder, shownPath } from "@samebit/store";
import { networksOf, type PlannedExperiment, type RemainingWork } from "@samebit/sweep";
import { formatTable, type Terminal } from "@samebit/terminal";
import { runName } from "./describe_run.ts";
import { estimateSeconds } from "./estimate.ts";

/** Prints what a reader should know before relying on an experiment's numbers. */
export function sayWarnings({ warnings }: PlannedExperiment, terminal: Terminal, name = ""): void {
  for (const warning of warnings) {
    terminal.complain(`warning: ${escapeText(`${name}${describeWarning(warning)}`)}`);
  }
}

/** Prints an experiment's question and what is left to do. */
export function announce(
  planned: PlannedExperiment,
  { done, unfinished, elsewhere, work }: RemainingWork,
  { kernels, workers, place }: {
    readonly kernels: KernelsChoice;
    readonly workers: number;
    readonly place: RunLocation;
  },
  terminal: Terminal,
): void {
  const { slug, experiment } = planned;
  terminal.print(`${terminal.bold(slug)}: ${escapeText(experiment.question)}`);
  for (const line of describePlan(planned)) terminal.print(line);
  if (done.length > 0) terminal.print(`${done.length} already done, skipping`);
  if (unfinished > 0) terminal.print(`${unfinished} unfinished, resuming`);
  if (elsewhere > 0) terminal.print(`${elsewhere} already done for other experiments, copying`);
  const [first] = work;
  if (first === undefined) return;
  const steps = work.reduce((sum, { totalSteps }) => sum + totalSteps, 0);
  const what = `${work.length} to run, ${steps.toLocaleString("en")} steps`;
  const there = describeLocation(place);
  if (there !== undefined) return terminal.print(`${what}, ${there}`);
  const here = createKernelsHere(kernels, first.plan.precision);
  const clock = () => performance.now() / 1000;
  const means = { workers, clock, accumulate: kernels.accumulate, own: experiment.own };
  const time = formatSeconds(estimateSeconds(work, here, means));
  here.close();
  terminal.print(
    `${what}, ${time} (${Math.min(workers, work.length)} at a time, ${
      namesOfKernels(kernels, work)
    })`,
  );
}

/** How many runs of what: one line for what is compared, one for each step of a search. */
function describePlan({ experiment, runs }: PlannedExperiment): string[] {
  const { kind, seeds } = planSearch(experiment);
  const all = experiment.seeds.length;
  const variants = new Set(runs.map(({ variant }) => variant)).size;
  const seedCount = seeds === all ? showCount(seeds, "seed") : `${seeds} of ${all} seeds`;
  const besides = chosenSeeds(experiment).length;
  const after = besides === 0
    ? []
    : [`then ${showCount(variants * besides, "run")} with the chosen values`];
  if (kind === "grid") {
    const combinations = runs.length / (variants * seeds);
    const tuned = combinations > 1 ? [showCount(combinations, "tuned combination")] : [];
    const factors = [showCount(variants, "variant"), ...tuned, seedCount];
    return [`${showCount(runs.length, "run")}: ${factors.join(" × ")}`, ...after];
  }
  const rounds = roundsOf(experiment);
  const trials = kind === "halving"
    ? rounds[0]!.trials
    : rounds.reduce((sum, round) => sum + round.trials, 0);
  const factors = [showCount(variants, "variant"), showCount(trials, "trial"), seedCount];
  const halved = rounds.map((round) => `${round.trials} to epoch ${round.toEpoch}`).join(", ");
  return [
    `Search by ${kind}: ${factors.join(" × ")}${kind === "halving" ? `: ${halved}` : ""}`,
    ...after,
  ];
}

/** The kernels that will run: the chosen ones, and the reference for plans in float64. */
function namesOfKernels({ name }: KernelsChoice, work: RemainingWork["work"]): string {
  const names = work.map(({ plan }) =>
    plan.precision === "float64" ? "reference kernels in float64" : `${name} kernels`
  );
  return [...new Set(names)].join(" and ");
}

/** The most networks to show; further ones are only counted. */
const MOST_NETWORKS = 3;

/** Prints the networks that would be trained, layer by layer. */
export function listNetworks(planned: PlannedExperiment, terminal: Terminal): void {
  const networks = networksOf(planned.runs, planned.experiment.own);
  for (
    const { variants, layers, parameters, multiplications } of networks.slice(0, MOST_NETWORKS)
  ) {
    const of = networks.length > 1 ? ` of ${escapeText(shortList(variants))}` : "";
    const rows = layers.map(({ title, outputShape, parameters, multiplications }) => [
      title,
      `[${outputShape.join(", ")}]`,
      parameters.toLocaleString("en"),
      multiplications.toLocaleString("en"),
    ]);
    const total = [
      "all",
      "",
      parameters.toLocaleString("en"),
      multiplications.toLocaleString("en"),
    ];
    const head = ["layer", "output", "parameters", "multiplications per example"];
    terminal.print(`\nNetwork${of}\n${formatTable(head, [...rows, total], terminal)}`);
  }
  const more = networks.length - MOST_NETWORKS;
  if (more > 0) terminal.print(`\nand ${showCount(more, "more network")}`);
  terminal.print("");
}

function shortList(names: readonly string[]): string {
  const more = names.length - 5;
  return names.slice(0, 5).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** Prints which runs would be done and their folders. */
export function listOutstanding(
  out: string,
  { slug }: PlannedExperiment,
  { todo, elsewhere, work }: RemainingWork,
  terminal: Terminal,
): void {
  const names = todo.map(runName);
  const width = names.reduce((most, name) => Math.max(most, name.length), 0);
  for (const [i, run] of todo.entries()) {
    terminal.print(
      `  ${names[i].padEnd(width)}  ${terminal.dim(shownPath(runFolder(out, slug, run)))}`,
    );
  }
  const later = work.length + elsewhere - todo.length;
  if (later > 0) terminal.print(`  and ${later} more, which depend on these`);
}
