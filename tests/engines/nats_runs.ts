/**
 * A sweep that is made by workers at a NATS server, and its events. Not for anything but tests.
 */
import {
  createNatsEngine,
  type Engine,
  type EngineEvent,
  parseNatsAddress,
  type PlannedExperiment,
  runExperiment,
  type RunExperimentReport,
} from "@samebit/experiment";
import { TIMING } from "./nats_workers.ts";

/** A sweep on its way. */
export interface NatsSweep {
  /** What has happened so far. */
  readonly events: readonly EngineEvent[];
  /** How it went. */
  readonly ended: Promise<RunExperimentReport>;
  /** Has it paused. */
  stop(): void;
}

/** Has a sweep made into a folder; `react` may act on every event. */
export function startNatsSweep(
  address: string,
  planned: PlannedExperiment,
  out: string,
  react: (event: EngineEvent) => void = () => {},
  engine: Engine = createNatsEngine({ address: parseNatsAddress(address), out, timing: TIMING }),
): NatsSweep {
  const stop = new AbortController();
  const events: EngineEvent[] = [];
  const ended = runExperiment(planned, {
    out,
    engine,
    keepGoing: true,
    retries: 0,
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
