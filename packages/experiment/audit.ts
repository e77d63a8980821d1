/**
 * An engine whose results are not taken on trust: a sample of the runs that it has made is made once
 * more by another engine, in a folder of its own, and compared byte for byte. Not for finding out
 * why bytes differ: `diverge` and `verify` do.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Engine, EngineEvent, RunOptions } from "./engine.ts";
import { setAside } from "./copy_run.ts";
import type { RunJob } from "./record_run.ts";
import { RUN_FILES, unlessMissing } from "./store.ts";
import { compareRuns } from "./verify/compare_runs.ts";
import { formatDifference } from "./verify/difference.ts";

/** How results are audited. */
export interface AuditOptions {
  /** The share of the whole runs that are made again, above 0 and up to 1; at least one. */
  readonly share: number;
  /** What decides which runs are sampled: words that nobody who makes runs can know or guess. */
  readonly salt: string;
  /** The engine that is trusted, which writes below a folder. */
  readonly createTrusted: (folder: string) => Engine;
}

/**
 * An engine that audits another one. Where a run comes out with other bytes it is moved aside and
 * told as failed, and every other run that its worker made is audited as well.
 */
export function createAuditedEngine(engine: Engine, options: AuditOptions): Engine {
  return {
    ...(engine.hold !== undefined && { hold: () => engine.hold!() }),
    async run(jobs, given) {
      const whole: RunJob[] = [];
      await engine.run(jobs, {
        ...given,
        onEvent(event) {
          const isWhole = event.kind === "finished" && event.job.untilEpoch === undefined;
          if (isWhole) whole.push(event.job);
          given.onEvent(event);
        },
      });
      if (whole.length === 0 || given.signal.aborted) return;
      const folder = await Deno.makeTempDir({ prefix: "samebit-audit-" });
      try {
        await audit(whole, folder, options, given);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  };
}

async function audit(
  whole: readonly RunJob[],
  folder: string,
  { share, salt, createTrusted }: AuditOptions,
  given: RunOptions,
): Promise<void> {
  const trusted = createTrusted(folder);
  const sampled = new Set(sample(whole, Math.ceil(share * whole.length), salt));
  const makers = new Map<RunJob, string>();
  for (const job of whole) makers.set(job, await makerOf(job));
  const wrong = await auditJobs([...sampled], folder, trusted, makers, given);
  const suspects = whole.filter((job) => !sampled.has(job) && wrong.has(makers.get(job)!));
  await auditJobs(suspects, folder, trusted, makers, given);
}

/** Makes runs again and compares; returns who made wrong ones. */
async function auditJobs(
  jobs: readonly RunJob[],
  folder: string,
  trusted: Engine,
  makers: ReadonlyMap<RunJob, string>,
  given: RunOptions,
): Promise<Set<string>> {
  const wrong = new Set<string>();
  const again = new Map(jobs.map((job) => [{ ...job, folder: join(folder, job.identity) }, job]));
  const ended: EngineEvent[] = [];
  await trusted.run([...again.keys()], {
    ...given,
    keepGoing: true,
    onEvent: (event) => void ended.push(event),
  });
  for (const event of ended) {
    const job = again.get(event.job)!;
    if (event.kind === "failed") {
      const reason = `The run is there, but could not be audited: ${event.reason}`;
      given.onEvent({ kind: "failed", job, reason });
    }
    if (event.kind !== "finished") continue;
    const reason = await judge(job, event.job.folder, makers.get(job)!);
    if (reason === undefined) {
      given.onEvent({ kind: "notice", job, text: "audited: made again, every byte is the same" });
      continue;
    }
    wrong.add(makers.get(job)!);
    given.onEvent({ kind: "failed", job, reason });
  }
  return wrong;
}

/** Why a run is wrong, once it has been moved aside; undefined where it is not. */
async function judge(job: RunJob, again: string, maker: string): Promise<string | undefined> {
  const { differences } = await compareRuns(again, job.folder);
  await Deno.remove(again, { recursive: true });
  if (differences.length === 0) return undefined;
  const place = await setAside(job.folder);
  const [first] = differences;
  return `The audit found other bytes than were sent by ${maker}: ${formatDifference(first!)}; ` +
    `what was sent is kept in ${place}`;
}

/** As many jobs as wanted: those whose identities have the lowest SHA-256 after the salt. */
function sample(jobs: readonly RunJob[], count: number, salt: string): RunJob[] {
  const rank = ({ identity }: RunJob) =>
    createHash("sha256").update(salt).update(identity).digest("hex");
  const ranked = jobs.map((job) => ({ job, rank: rank(job) }));
  ranked.sort((a, b) => a.rank < b.rank ? -1 : 1);
  return ranked.slice(0, count).map(({ job }) => job);
}

/**
 * Who made a run, as its environment says; `this machine` where it does not, `a worker unknown` where
 * nothing can be read: that must not keep a run from being audited.
 */
async function makerOf({ folder }: RunJob): Promise<string> {
  const text = await unlessMissing(Deno.readTextFile(join(folder, RUN_FILES.environment)));
  try {
    const environment = JSON.parse(text ?? "") as { worker?: unknown } | null;
    return String(environment?.worker ?? "this machine");
  } catch (error) {
    if (error instanceof SyntaxError) return "a worker unknown";
    throw error;
  }
}
