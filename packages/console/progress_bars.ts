/**
 * The bars of a sweep in a terminal: one for all steps of all runs, with the remaining time, and
 * one for each run in progress, with its loss.
 *
 * @module
 */
import cliProgress from "cli-progress";
import type { RunProgress } from "@samebit/engines";
import { formatSeconds } from "@samebit/findings";
import type { RunJob } from "@samebit/store";
import { Pace } from "./pace.ts";

/** The bars. */
export interface Bars {
  /** A run begins: its data are being loaded. */
  start(job: RunJob): void;
  /** Reports how far it is. */
  advance(job: RunJob, progress: RunProgress): void;
  /** It has ended, or is left for later. */
  end(job: RunJob, how: "finished" | "failed" | "paused"): void;
  /** Prints a line above the bars. */
  log(line: string): void;
  /** Clears them. */
  stop(): void;
}

/** The options of bars. */
export interface BarsOptions {
  /** The number of runs to do. */
  readonly runs: number;
  /** The steps of all of them. */
  readonly steps: number;
  /** The name of a run. */
  readonly nameOf: (job: RunJob) => string;
}

/** Draws bars on a stream. */
export function drawBars(
  { runs, steps, nameOf }: BarsOptions,
  stream: NodeJS.WritableStream,
): Bars {
  const display = new cliProgress.MultiBar({
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
    barsize: 30,
    format: "{bar} {percentage}% {name}",
    stream,
  }, cliProgress.Presets.shades_classic);
  const pace = new Pace<RunJob>(runs, steps, () => performance.now() / 1000);
  const running = new Map<RunJob, cliProgress.SingleBar>();
  const all = display.create(Math.max(1, steps), 0, { name: nameOfAll() });

  function nameOfAll(): string {
    const left = pace.secondsLeft();
    const time = left === undefined ? "" : `, ${formatSeconds(left)} left`;
    return `${pace.ended} of ${runs} runs${time}`;
  }

  return {
    start(job) {
      running.set(job, display.create(1, 0, { name: `${nameOf(job)}: loading data` }));
    },
    advance(job, progress) {
      const { step, totalSteps, loss } = progress;
      const bar = running.get(job);
      bar?.setTotal(totalSteps);
      const name = nameOf(job) + (loss === undefined ? "" : `: loss ${loss.toPrecision(4)}`);
      bar?.update(step, { name });
      pace.advance(job, progress);
      all.update(pace.done(), { name: nameOfAll() });
    },
    end(job, how) {
      pace.end(job, how);
      all.update(pace.done(), { name: nameOfAll() });
      // Removing the bar redraws everything, and so shows what was logged.
      const bar = running.get(job);
      if (bar !== undefined) display.remove(bar);
      running.delete(job);
    },
    log: (line) => display.log(`${line}\n`),
    stop: () => display.stop(),
  };
}
