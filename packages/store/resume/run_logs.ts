/**
 * The logs of a run, written together: those that are the same everywhere, and the clock's.
 *
 * @module
 */
import { join } from "node:path";
import {
  formatHeader,
  formatRow,
  formatStateRow,
  LAYER_COLUMNS,
  parseLog,
  recordsOf,
  RUN_FILES,
  STATE_HEADER,
  STEP_COLUMNS,
  TIMING_COLUMNS,
} from "@samebit/runlog";
import type { Plan, RunEvent } from "@samebit/solver";
import { readTextSync } from "../read.ts";
import type { SavedCheckpoint } from "./checkpoint_file.ts";
import { continueLog, createLog, type RunLog } from "./run_log.ts";

/** The logs of a run being written. */
export interface OpenLogs extends Disposable {
  /** Adds the row of a step or of an epoch. */
  append(event: Exclude<RunEvent, { kind: "checkpoint" }>): void;
  /** Hands buffered rows to the system. */
  flush(): void;
  /** Waits for the disk; returns the positions of the logs. */
  sync(): SavedCheckpoint["logs"];
}

/** Starts the logs of a run, or resumes them from a checkpoint that fits them. */
export function openLogs(
  folder: string,
  { task, evaluation }: Plan,
  from: SavedCheckpoint | undefined,
  clock: () => number,
): OpenLogs {
  const path = (name: keyof typeof RUN_FILES) => join(folder, RUN_FILES[name]);
  const open = (name: "steps" | "epochs" | "layers" | "states", header: string): RunLog => {
    const position = from?.logs[name];
    return position ? continueLog(path(name), position) : createLog(path(name), header);
  };
  const steps = open("steps", formatHeader(STEP_COLUMNS));
  const { epochs: columns } = recordsOf(task);
  const epochs = open("epochs", formatHeader(columns));
  const layers = evaluation.layers.every > 0
    ? open("layers", formatHeader(LAYER_COLUMNS))
    : undefined;
  const states = evaluation.states ? open("states", STATE_HEADER) : undefined;
  const { log: timing, seconds } = openTiming(
    path("timing"),
    from?.checkpoint.progress.evaluations ?? 0,
  );
  const started = clock() - seconds;
  const all = [steps, epochs, timing, ...[layers, states].filter((log) => log !== undefined)];
  return {
    append(event) {
      if (event.kind === "step") {
        steps.append(formatRow(STEP_COLUMNS, event.row));
        for (const row of event.layers ?? []) layers?.append(formatRow(LAYER_COLUMNS, row));
        return;
      }
      const { epoch } = event.row;
      const wallSeconds = clock() - started;
      epochs.append(formatRow(columns, event.row));
      timing.append(formatRow(TIMING_COLUMNS, { epoch, wallSeconds }));
      if (event.state !== undefined) states?.append(formatStateRow(epoch, event.state));
    },
    flush: () => all.forEach((log) => log.flush()),
    sync() {
      timing.flush();
      return {
        steps: steps.sync(),
        epochs: epochs.sync(),
        ...(layers && { layers: layers.sync() }),
        ...(states && { states: states.sync() }),
      };
    },
    [Symbol.dispose]: () => all.forEach((log) => log[Symbol.dispose]()),
  };
}

/** The clock's log with the rows of the evaluations that a checkpoint has seen. */
function openTiming(path: string, evaluations: number): { log: RunLog; seconds: number } {
  const kept = evaluations === 0 ? [] : rowsOf(path).slice(0, evaluations);
  const log = createLog(path, formatHeader(TIMING_COLUMNS));
  for (const row of kept) log.append(formatRow(TIMING_COLUMNS, row));
  return { log, seconds: kept.at(-1)?.wallSeconds ?? 0 };
}

/** The rows of the clock's log; none if it is damaged, since nothing depends on it. */
function rowsOf(path: string): { epoch: number; wallSeconds: number }[] {
  try {
    const text = readTextSync(path) ?? "";
    const { values, rows } = parseLog(text, TIMING_COLUMNS, path, { torn: "drop" });
    return Array.from({ length: rows }, (_, i) => ({
      epoch: values.epoch[i]!,
      wallSeconds: values.wallSeconds[i]!,
    }));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
