/**
 * How a sweep is shown while it goes: bars that are redrawn where someone watches a terminal, one
 * line for each finished run elsewhere. Failures and notices are told at once, on standard error.
 *
 * @module
 */
import { stdout } from "node:process";
import type { EngineEvent } from "@samebit/engines";
import { spellText } from "@samebit/input";
import type { RunJob } from "@samebit/store";
import { spellLines, type Terminal } from "@samebit/terminal";
import { drawBars } from "./progress_bars.ts";

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
  /** The steps of all of them. */
  readonly steps: number;
  /** The name of a run, such as `adam, seed 1`. */
  readonly nameOf: (job: RunJob) => string;
  /** What to say of a finished run beside its name, such as its accuracy. */
  readonly resultOf: (job: RunJob) => Promise<string>;
  /** Whether a failure is told with its stack trace. */
  readonly verbose: boolean;
  /** Where it is shown. */
  readonly terminal: Terminal;
}

/**
 * The display that suits the terminal.
 *
 * @param options What is shown.
 * @param stream Where bars are drawn.
 */
export function createProgress(
  options: ProgressOptions,
  stream: NodeJS.WritableStream = stdout,
): Progress {
  return options.terminal.isTerminal ? bars(options, stream) : lines(options);
}

function lines(options: ProgressOptions): Progress {
  const { runs, nameOf, resultOf, terminal } = options;
  let ended = 0;
  let shown = Promise.resolve();
  return {
    take(event) {
      if (event.kind === "notice") {
        shown = shown.then(() => terminal.complain(notice(event, options)));
      }
      if (event.kind !== "finished" && event.kind !== "failed") return;
      const { job } = event;
      const place = `[${String(++ended).padStart(String(runs).length)}/${runs}]`;
      const text = event.kind === "finished" ? resultOf(job) : Promise.resolve("failed");
      shown = shown.then(async () => {
        terminal.print(`${place} ${nameOf(job)}: ${await text}`);
        if (event.kind === "failed") terminal.complain(failure(event, options));
      });
    },
    end: () => shown,
  };
}

function bars(options: ProgressOptions, stream: NodeJS.WritableStream): Progress {
  const display = drawBars(options, stream);
  return {
    take(event) {
      if (event.kind === "started") display.start(event.job);
      else if (event.kind === "progress") display.advance(event.job, event.progress);
      else if (event.kind === "notice") display.log(notice(event, options));
      else {
        if (event.kind === "failed") display.log(failure(event, options));
        display.end(event.job, event.kind);
      }
    },
    end() {
      display.stop();
      return Promise.resolve();
    },
  };
}

function failure(
  { job, reason, stack }: Extract<EngineEvent, { kind: "failed" }>,
  { nameOf, verbose, terminal }: ProgressOptions,
): string {
  return `${terminal.red("failed")}: ${nameOf(job)}: ${
    verbose ? spellLines(stack ?? reason) : spellText(reason)
  }`;
}

function notice(
  { job, text }: Extract<EngineEvent, { kind: "notice" }>,
  { nameOf }: ProgressOptions,
): string {
  return `notice: ${nameOf(job)}: ${spellText(text)}`;
}
