/**
 * How a sweep is shown while it goes: bars that are redrawn where someone watches a terminal, one
 * line for each finished run elsewhere.
 *
 * @module
 */
import cliProgress from "cli-progress";
import type { EngineEvent, RunJob } from "@samebit/experiment";
import type { Terminal } from "./terminal.ts";

/** A display of a sweep. */
export interface Progress {
  /** Takes an engine's event. */
  take(event: EngineEvent): void;
  /** Waits for what is still to be shown and clears bars; what follows is printed below. */
  end(): Promise<void>;
}

/** What a display is given. */
export interface ProgressOptions {
  /** The number of runs to make. */
  readonly runs: number;
  /** The name of a run, such as `adam, seed 1`. */
  readonly nameOf: (job: RunJob) => string;
  /** What to say of a finished run beside its name, such as its accuracy. */
  readonly resultOf: (job: RunJob) => Promise<string>;
  /** Where it is shown. */
  readonly terminal: Terminal;
}

/** The display that suits the terminal. */
export function createProgress(options: ProgressOptions): Progress {
  return options.terminal.isTerminal ? bars(options) : lines(options);
}

function lines({ runs, nameOf, resultOf, terminal }: ProgressOptions): Progress {
  const width = String(runs).length;
  let ended = 0;
  let shown = Promise.resolve();
  return {
    take(event) {
      if (event.kind !== "finished" && event.kind !== "failed") return;
      const { job } = event;
      const text = event.kind === "finished"
        ? resultOf(job)
        : Promise.resolve(`failed: ${event.reason}`);
      const place = `[${String(++ended).padStart(width)}/${runs}]`;
      shown = shown.then(async () => terminal.print(`${place} ${nameOf(job)}: ${await text}`));
    },
    end: () => shown,
  };
}

function bars({ runs, nameOf, terminal }: ProgressOptions): Progress {
  const display = new cliProgress.MultiBar({
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
    format: "{bar} {percentage}% {name}",
  }, cliProgress.Presets.rect);
  let finished = 0;
  const all = display.create(runs, 0, { name: `0 of ${runs} runs` });
  const running = new Map<RunJob, cliProgress.SingleBar>();
  const end = (job: RunJob) => {
    const bar = running.get(job);
    if (bar !== undefined) display.remove(bar);
    running.delete(job);
    finished++;
    all.update(finished, { name: `${finished} of ${runs} runs` });
  };
  return {
    take(event) {
      if (event.kind === "started") {
        running.set(event.job, display.create(1, 0, { name: nameOf(event.job) }));
      } else if (event.kind === "progress") {
        const { step, totalSteps } = event.progress;
        const bar = running.get(event.job);
        bar?.setTotal(totalSteps);
        bar?.update(step);
      } else {
        end(event.job);
        if (event.kind === "failed") {
          display.log(`${terminal.red("failed")} ${nameOf(event.job)}: ${event.reason}\n`);
        }
      }
    },
    end() {
      display.stop();
      return Promise.resolve();
    },
  };
}
