/**
 * What a worker reports about a run in progress: how far it is, the new rows of its logs, and its
 * newest checkpoint. It limits how often it reports, however fast the run is.
 *
 * @module
 */
import { RUN_FILES } from "@samebit/runlog";
import { join } from "node:path";
import type { RunProgress } from "@samebit/engines";
import { newestCheckpointName, readFrom } from "@samebit/store";
import type { WorkerNews } from "./messages.ts";

/** Reports on one run. */
export interface ProgressReporter {
  /** The run has got this far. */
  progress(progress: RunProgress): void;
  /** Waits for what is being sent. */
  end(): Promise<void>;
}

/** Where it reports. */
interface Ways {
  /** Sends progress and rows. */
  readonly tell: (news: WorkerNews) => void;
  /** Sends the newest checkpoint. */
  readonly send: () => Promise<void>;
  /** Called with the reason why a checkpoint could not be sent; the run continues without it. */
  readonly complain: (text: string) => void;
}

/** The largest piece of a log in one message; the rest follows in the next. */
const MOST_BYTES = 256 * 1024;

/**
 * A reporter for the run in a folder.
 *
 * @param everyMs The shortest time between two reports.
 */
export function createProgressReporter(
  folder: string,
  everyMs: number,
  { tell, send, complain }: Ways,
): ProgressReporter {
  const told = new Map<string, number>();
  let last = -Infinity;
  let sent: string | undefined;
  let sending = Promise.resolve();
  let isSending = false;

  async function sendNewest(): Promise<void> {
    const newest = await newestCheckpointName(folder);
    if (newest === undefined || newest === sent) return;
    // One that cannot be sent is not retried.
    sent = newest;
    await send();
  }

  return {
    progress(progress) {
      const now = performance.now();
      if (now - last < everyMs) return;
      last = now;
      tell({ kind: "progress", progress });
      for (const name of [RUN_FILES.steps, RUN_FILES.epochs]) {
        const offset = told.get(name) ?? 0;
        const text = rowsFrom(join(folder, name), offset);
        if (text === "") continue;
        tell({ kind: "rows", name, offset, text });
        told.set(name, offset + text.length);
      }
      if (isSending) return;
      isSending = true;
      sending = sendNewest()
        .catch((error) => complain(`A checkpoint could not be sent: ${textOf(error)}`))
        .finally(() => isSending = false);
    },
    end: () => sending,
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Complete rows of a log from an offset on; logs are ASCII. */
function rowsFrom(path: string, offset: number): string {
  const text = new TextDecoder().decode(readFrom(path, offset, MOST_BYTES));
  return text.slice(0, text.lastIndexOf("\n") + 1);
}
