/**
 * A program that executes the runs of a planned sweep and reports every event in a line: what tests
 * kill. Not for anything but tests.
 *
 *     deno run -A sweep_driver.ts '{"planned": "FILE", "out": "DIR", "workers": 2, ...}'
 */
import { createLocalEngine } from "@samebit/engines";
import { type PlannedExperiment, runExperiment } from "@samebit/sweep";

/** What the program is given, as JSON. */
export interface SweepRequest {
  /** A file with a planned experiment as JSON. */
  readonly planned: string;
  /** The output folder. */
  readonly out: string;
  /** How many runs are made at a time. */
  readonly workers: number;
  /** After how many seconds the next checkpoint is due. */
  readonly checkpointSeconds: number;
}

/** A line of the program. */
export interface SweepLine {
  /** The kind of the engine's event. */
  readonly kind: string;
  /** The folder of the run. */
  readonly folder: string;
  /** What a notice or a failure says; empty for the rest. */
  readonly text: string;
}

if (import.meta.main) {
  const { planned, out, workers, checkpointSeconds }: SweepRequest = JSON.parse(Deno.args[0]!);
  const experiment: PlannedExperiment = JSON.parse(await Deno.readTextFile(planned));
  const { failed } = await runExperiment(experiment, {
    out,
    engine: createLocalEngine({
      workers,
      out,
      dataDir: out,
      kernels: { name: "wasm", threads: 1 },
      checkpointSeconds,
      environment: {},
    }),
    keepGoing: true,
    retries: 0,
    signal: new AbortController().signal,
    onEvent(event) {
      const text = event.kind === "notice"
        ? event.text
        : event.kind === "failed"
        ? event.reason
        : "";
      const line: SweepLine = { kind: event.kind, folder: event.job.folder, text };
      console.log(JSON.stringify(line));
    },
  });
  Deno.exit(failed.length > 0 ? 1 : 0);
}
