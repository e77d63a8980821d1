/**
 * How a sweep in progress is shown: bars that are redrawn in a terminal, one line for each finished
 * run elsewhere. Failures and notices are printed at once, on standard error.
 *
 * @module
 */
import { stdout } from "node:process";
import type { EngineEvent } from "@samebit/engines";
import { escapeText } from "@samebit/input";
import type { RunJob } from "@samebit/store";
import { escapeLines, type Terminal } from "@samebit/terminal";
import { type Bars, drawBars } from "./progress_bars.ts";

/** A display of a sweep. */
export interface ProgressView {
  /** Takes an engine's event. */
  take(event: EngineEvent): void;
  /** Waits until everything is shown and clears the bars; later output is printed below. */
  end(): Promise<void>;
}

/** The options of a display. */
export interface ProgressOptions {
  /** The number of runs to do. */
  readonly runs: number;
  /** The steps of all of them. */
  readonly steps: number;
  /** The name of a run, such as `adam, seed 1`. */
  readonly nameOf: (job: RunJob) => string;
  /** What to print about a finished run after its name, such as its accuracy. */
  readonly resultOf: (job: RunJob) => Promise<string>;
  /** Whether failures are shown with their stack traces. */
  readonly verbose: boolean;
  /** Where it is shown. */
  readonly terminal: Terminal;
}

/**
 * The display that suits the terminal.
 *
 * @param options What to show.
 * @param stream Where to draw bars.
 */
export function createProgress(
  options: ProgressOptions,
  stream: NodeJS.WritableStream = stdout,
): ProgressView {
  return options.terminal.isTerminal ? bars(options, stream) : lines(options);
}

function lines(options: ProgressOptions): ProgressView {
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

function bars(options: ProgressOptions, stream: NodeJS.WritableStream): ProgressView {
  // Where nothing is left to do, there is nothing to draw.
  let drawn: Bars | undefined;
  return {
    take(event) {
      const display = drawn ??= drawBars(options, stream);
      if (event.kind === "started") display.start(event.job);
      else if (event.kind === "progress") display.advance(event.job, event.progress);
      else if (event.kind === "notice") display.log(notice(event, options));
      else {
        if (event.kind === "failed") display.log(failure(event, options));
        display.end(event.job, event.kind);
      }
    },
    end() {
      drawn?.stop();
      return Promise.resolve();
    },
  };
}

function failure(
  { job, reason, stack }: Extract<EngineEvent, { kind: "failed" }>,
  { nameOf, verbose, terminal }: ProgressOptions,
): string {
  return `${terminal.red("failed")}: ${nameOf(job)}: ${
    verbose ? escapeLines(stack ?? reason) : escapeText(reason)
  }`;
}

function notice(
  { job, text }: Extract<EngineEvent, { kind: "notice" }>,
  { nameOf }: ProgressOptions,
): string {
  return `notice: ${nameOf(job)}: ${escapeText(text)}`;
}
