/**
 * A sweep that an engine makes, and its events. Not for anything but tests.
 */
import {
  type Engine,
  type EngineEvent,
  type PlannedExperiment,
  runExperiment,
  type RunExperimentReport,
} from "@samebit/experiment";

/** A sweep on its way. */
export interface EngineSweep {
  /** What has happened so far. */
  readonly events: readonly EngineEvent[];
  /** How it went. */
  readonly ended: Promise<RunExperimentReport>;
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
  return { events, ended, stop: () => stop.abort() };
}

/** The events of some kinds, each as its kind and its text or reason. */
export function tellingOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === "notice"
      ? [`notice: ${event.text}`]
      : event.kind === "failed"
      ? [`failed: ${event.reason}`]
      : []
  );
}

/**
 * Resolves when a run has made so many steps, as far as it is told, once so many have finished; none
 * if left out.
 */
export function atStep(
  step: number,
  finished = 0,
): { react: (event: EngineEvent) => void; far: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let over = 0;
  return {
    react: (event) => {
      if (event.kind === "finished") over++;
      if (event.kind === "progress" && event.progress.step >= step && over >= finished) resolve();
    },
    far: promise,
  };
}
