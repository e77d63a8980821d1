/**
 * Pages of runs in progress: the same HTML as `deno task report` writes, from the same files, with
 * the progress of the runs. A page is drawn again only when a file has changed; if it cannot be
 * drawn, a page that says why takes its place until it can.
 *
 * @module
 */
import { dirname } from "node:path";
import {
  damageOf,
  type ExperimentLogs,
  type LogSource,
  readExperiment,
  type Variant,
} from "@samebit/findings";
import {
  type Live,
  offerReruns,
  renderIndex,
  renderReport,
  renderWaitingPage,
} from "@samebit/report";
import { lockState, lockStates } from "@samebit/locks";
import { readClock } from "./clocks.ts";
import { createTail, type Tail } from "./tail.ts";
import { describeLive, type RunClock } from "./time_left.ts";

/** Gives the HTML as of now. */
export type Draw = () => Promise<string>;

/** What pages are drawn from. */
export interface LiveOptions {
  /** The output folder. */
  readonly out: string;
  /** The folder of the experiments' files, beside which their locks lie. */
  readonly experiments: string;
  /** The time of day in milliseconds. */
  readonly now: () => number;
}

/** Draws the page of an experiment. */
export function createLivePage(
  { out, experiments, now }: LiveOptions,
  slug: string,
): Draw {
  const tail = createTail();
  const folder = `${out}/${slug}`;
  let settled: ReadonlySet<string> = new Set();
  let looks = 0;
  return unlessSame(slug, async () => {
    if (looks++ % LOOKS === 0) settled = new Set();
    const changing = sparing(tail, (path) => settled.has(dirname(path)));
    const logs = await readExperiment(folder, { source: changing });
    const live = await observe(logs, folder, changing, now());
    const lock = await lockState(experiments, slug);
    settled = new Set(
      logs.runs.filter(({ state }) => state === "whole" || state === "stopped")
        // Written as its files are requested, however the output folder is written.
        .map(({ planned }) => `${folder}/${planned.folder}`),
    );
    const source = tail.remembered;
    const watch = () => Promise.resolve(live);
    const offer = (variants: readonly Variant[]) => offerReruns(folder, variants, source);
    return {
      stamp: JSON.stringify([tail.changes, live, lock]),
      draw: () => renderReport(out, slug, { lock, source, watch, offer }),
    };
  });
}

/** The files of complete runs, which nothing changes, are checked only every so many times. */
const LOOKS = 20;

/** Looks only at files that may have changed. */
function sparing(tail: Tail, isSettled: (path: string) => boolean): LogSource {
  const of = (path: string) => isSettled(path) ? tail.remembered : tail;
  return {
    readText: (path) => of(path).readText(path),
    readLog: (path, columns, options) => of(path).readLog(path, columns, options),
  };
}

/** Draws the index over experiments. */
export function createLiveIndex(
  { out, experiments }: LiveOptions,
  list: () => Promise<string[]>,
): Draw {
  const source = createTail();
  return unlessSame("Experiments", async () => {
    const slugs = await list();
    const locks = await lockStates(experiments, slugs);
    const depth = { logs: "epochs", source } as const;
    const damaged: string[] = [];
    for (const slug of slugs) {
      try {
        await readExperiment(`${out}/${slug}`, depth);
      } catch (error) {
        damaged.push(slug, damageOf(error));
      }
    }
    return {
      stamp: JSON.stringify([source.changes, locks, slugs, damaged]),
      draw: () => renderIndex(out, slugs, { locks, source, live: true }),
    };
  });
}

/** What a page would be drawn from: the same stamp, the same page. */
interface Sketch {
  readonly stamp: string;
  draw(): Promise<string>;
}

function unlessSame(title: string, look: () => Promise<Sketch>): Draw {
  let drawn: { readonly stamp: string; readonly html: string } | undefined;
  return async () => {
    try {
      const { stamp, draw } = await look();
      if (stamp !== drawn?.stamp) drawn = { stamp, html: await draw() };
      return drawn.html;
    } catch (error) {
      return renderWaitingPage(title, reasonOf(error));
    }
  };
}

/** Why a page cannot be drawn now. */
function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) {
    return "Nothing has been run yet. This page shows the first run as soon as it starts.";
  }
  // A file that cannot be read at the moment: it may be complete at the next look.
  if (error instanceof Error) return error.message;
  throw error;
}

async function observe(
  { runs }: ExperimentLogs,
  folder: string,
  source: LogSource,
  nowMs: number,
): Promise<Live> {
  const clocks = new Map<string, RunClock>();
  for (const { planned, state } of runs) {
    const place = `${folder}/${planned.folder}`;
    clocks.set(planned.folder, await readClock(place, state, source, nowMs));
  }
  return describeLive(runs, ({ planned }) => clocks.get(planned.folder)!);
}
