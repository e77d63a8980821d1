/**
 * A sweep that an engine makes, and its events. Not for anything but tests.
 */
import type { Engine, EngineEvent } from "@samebit/engines";
import { type PlannedExperiment, runExperiment, type RunExperimentReport } from "@samebit/sweep";
import { until } from "../faults/processes.ts";

/** A sweep on its way. */
export interface EngineSweep {
  /** What has happened so far. */
  readonly events: readonly EngineEvent[];
  /** How it went. */
  readonly ended: Promise<RunExperimentReport>;
  /**
   * Waits until a run is told to have made so many steps; any run if left out. Fails when the sweep
   * ends before, or after a minute.
   */
  reaches(step: number, run?: PlannedExperiment["runs"][number]): Promise<void>;
  /** Has it paused. */
  stop(): void;
}

/** How a sweep is made. */
interface Ways {
  /** Called with every event. */
  readonly react?: (event: EngineEvent) => void;
  /** How often a run that failed is tried again; never if left out. */
  readonly retries?: number;
}

/** Has a sweep made into a folder. */
export function startSweep(
  engine: Engine,
  planned: PlannedExperiment,
  out: string,
  { react = () => {}, retries = 0 }: Ways = {},
): EngineSweep {
  const stop = new AbortController();
  const events: EngineEvent[] = [];
  const ended = runExperiment(planned, {
    out,
    engine,
    keepGoing: true,
    retries,
    signal: stop.signal,
    onEvent(event) {
      events.push(event);
      react(event);
    },
  });
  let isOver = false;
  const end = () => void (isOver = true);
  ended.then(end, end);
  return {
    events,
    ended,
    async reaches(step, run) {
      const which = run === undefined ? "a run" : `run ${run.identity.slice(0, 8)}`;
      await until(`${which} at step ${step}`, () => {
        const isThere = events.some((event) =>
          event.kind === "progress" && event.progress.step >= step &&
          (run === undefined || event.job.identity === run.identity)
        );
        if (isOver && !isThere) {
          throw new Error(`The sweep ended before ${which} was told to be at step ${step}`);
        }
        return isThere;
      });
    },
    stop: () => stop.abort(),
  };
}

/** What a sweep may say on a busy machine, where a worker takes long to start. */
const NO_WORKER_YET = "there is no worker; start one or more";

/** The events of some kinds, each as its kind and its text or reason, but that no worker is there yet. */
export function tellingOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === "notice"
      ? (event.text === NO_WORKER_YET ? [] : [`notice: ${event.text}`])
      : event.kind === "failed"
      ? [`failed: ${event.reason}`]
      : []
  );
}
