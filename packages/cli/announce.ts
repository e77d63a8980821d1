/**
 * What is said of a sweep before it starts: how many runs of what, how many of them are done, and
 * how long the others will take.
 *
 * @module
 */
import {
  type KernelsChoice,
  type Outstanding,
  type PlannedExperiment,
  runFolder,
} from "@samebit/experiment";
import { showCount } from "@samebit/report";
import { runName } from "./describe_run.ts";
import { describePlace, type Place } from "./engine_flags.ts";
import { estimateSeconds, formatSeconds } from "./estimate.ts";
import { createKernelsHere } from "./kernels_flags.ts";
import type { Terminal } from "./terminal.ts";

/** Says what an experiment asks and what there is to do of it. */
export function announce(
  { slug, experiment, runs }: PlannedExperiment,
  { done, todo, unfinished }: Outstanding,
  { kernels, workers, place }: {
    readonly kernels: KernelsChoice;
    readonly workers: number;
    readonly place: Place;
  },
  terminal: Terminal,
): void {
  const variants = new Set(runs.map(({ variant }) => variant)).size;
  const seeds = experiment.seeds.length;
  const combinations = runs.length / (variants * seeds);
  const factors = [
    showCount(variants, "variant"),
    ...(combinations > 1 ? [showCount(combinations, "tuned combination")] : []),
    showCount(seeds, "seed"),
  ];
  terminal.print(`${terminal.bold(slug)}: ${experiment.question}`);
  terminal.print(`${showCount(runs.length, "run")}: ${factors.join(" × ")}`);
  if (done.length > 0) terminal.print(`${done.length} done already, skipped`);
  if (unfinished > 0) terminal.print(`${unfinished} begun and not finished, gone on with`);
  if (todo.length === 0) return;
  const steps = todo.reduce((sum, { totalSteps }) => sum + totalSteps, 0);
  const what = `${todo.length} to make, ${steps.toLocaleString("en")} steps`;
  const elsewhere = describePlace(place);
  if (elsewhere !== undefined) return terminal.print(`${what}, ${elsewhere}`);
  const here = createKernelsHere(kernels, todo[0]!.plan.precision);
  const clock = () => performance.now() / 1000;
  const time = formatSeconds(estimateSeconds(todo, here, workers, clock));
  here.close();
  terminal.print(
    `${what}, ${time} (${Math.min(workers, todo.length)} at a time, ${
      namesOfKernels(kernels, todo)
    })`,
  );
}

/** The kernels that will run: those that were chosen, and the reference for plans in float64. */
function namesOfKernels({ name }: KernelsChoice, todo: Outstanding["todo"]): string {
  const names = todo.map(({ plan }) =>
    plan.precision === "float64" ? "reference kernels in float64" : `${name} kernels`
  );
  return [...new Set(names)].join(" and ");
}

/** Says which runs would be made and where they would go. */
export function listOutstanding(
  out: string,
  { slug }: PlannedExperiment,
  { todo }: Outstanding,
  terminal: Terminal,
): void {
  const names = todo.map(runName);
  const width = Math.max(0, ...names.map((name) => name.length));
  for (const [i, run] of todo.entries()) {
    terminal.print(`  ${names[i].padEnd(width)}  ${terminal.dim(runFolder(out, slug, run))}`);
  }
}
