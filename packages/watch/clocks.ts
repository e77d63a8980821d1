/**
 * The clocks of runs on disk: `timing.csv`, and when files were last written.
 *
 * @module
 */
import { join } from "node:path";
import { entryAt } from "@samebit/store";
import type { LogSource, RunLogs } from "@samebit/findings";
import { RUN_FILES, TIMING_COLUMNS } from "@samebit/runlog";
import type { RunClock } from "./time_left.ts";

/**
 * What the files of a run that has begun say about its pace.
 *
 * @param folder The run's folder.
 * @param state How much of the run is there.
 * @param source Where the logs are read.
 * @param nowMs The time of day.
 */
export async function readClock(
  folder: string,
  state: RunLogs["state"],
  source: LogSource,
  nowMs: number,
): Promise<RunClock> {
  const timed = await readTiming(join(folder, RUN_FILES.timing), source);
  if (state === "whole" || state === "stopped") return { rowSeconds: 0, quietSeconds: 0, ...timed };
  const begun = writtenMs(join(folder, RUN_FILES.record));
  const rows = [RUN_FILES.steps, RUN_FILES.epochs].map((name) => writtenMs(join(folder, name)));
  const last = Math.max(begun, ...rows);
  return {
    rowSeconds: (last - begun) / 1000,
    quietSeconds: Math.max(0, nowMs - last) / 1000,
    ...timed,
  };
}

/** The last row of the clock's log; nothing if it is damaged, since it only serves an estimate. */
async function readTiming(path: string, source: LogSource): Promise<Pick<RunClock, "timed">> {
  try {
    const log = await source.readLog(path, TIMING_COLUMNS, { torn: "drop" });
    const [epochs, seconds] = [log?.values.epoch.at(-1), log?.values.wallSeconds.at(-1)];
    return epochs === undefined || seconds === undefined ? {} : { timed: { epochs, seconds } };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function writtenMs(path: string): number {
  return entryAt(path)?.mtime?.getTime() ?? 0;
}
