/**
 * An engine whose results are not taken on trust: a sample of the runs that it has done is repeated
 * by another engine, in a separate folder, and compared byte for byte; a trial that a search
 * stopped, up to that epoch. Not for finding out why bytes differ: `diverge` and `verify` do.
 *
 * @module
 */
import { RUN_FILES } from "@samebit/runlog";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type AuditRecord, readAuditRecord } from "./audit_record.ts";
import {
  createScratch,
  forgetFailure,
  keyOf,
  newestCheckpointName,
  parseCheckpoint,
  readText,
  removeFolder,
  requireBytes,
  type RunJob,
  runState,
  setAside,
} from "@samebit/store";
import type { Engine, EngineEvent, RunOptions } from "@samebit/engines";
import { BadInput } from "@samebit/input";
import { compareRuns, compareTrials } from "../verify/compare_runs.ts";
import { formatDifference } from "../verify/difference.ts";

/** How results are audited. */
export interface AuditOptions {
  /** The share of the runs that is repeated, above 0 and up to 1; at least one run. */
  readonly share: number;
  /** Random words that decide which runs are sampled, which no worker can know or guess. */
  readonly salt: string;
  /**
   * The file that says what is left to be audited, for a later command. Runs are repeated beside
   * it.
   */
  readonly record: string;
  /** The engine that is trusted, which writes below a folder. */
  readonly createTrusted: (folder: string) => Engine;
}

/**
 * An engine that audits another one. If a run turns out to have other bytes, it is moved aside and
 * reported as failed, and every other run that its worker has done or begun since the engine has
 * been held is audited as well. The sample is kept until it has been compared, if need be by
 * `resume` in a later command.
 */
export function createAuditedEngine(engine: Engine, options: AuditOptions): Engine {
  let opened: AuditRecord | undefined;
  const open = async () => opened ??= await readAuditRecord(options.record);
  const known = new Map<string, RunJob>();
  return {
    hold() {
      const held = engine.hold?.();
      return {
        async [Symbol.asyncDispose]() {
          await held?.[Symbol.asyncDispose]();
          if (opened !== undefined) await clearRest(opened);
        },
      };
    },
    async run(jobs, given) {
      const record = await open();
      const asked = new Map(jobs.map((job) => [keyOf(job), job]));
      removeRuns(record.wanted, asked.keys());
      for (const [key, job] of asked) {
        record.wanted.add(key);
        known.set(key, job);
      }
      await record.save();
      const made: string[] = [];
      await engine.run(jobs, {
        ...given,
        onEvent(event) {
          if (event.kind === "finished") made.push(keyOf(event.job));
          given.onEvent(event);
        },
      });
      if (given.signal.aborted) return;
      for (const key of asked.keys()) record.wanted.delete(key);
      await draw(record, made, options);
      await audit(record, made, known, options, given);
    },
    async resume(jobs, given, areAll) {
      await engine.resume?.(jobs, given, areAll);
      const record = await open();
      if (areAll) keepPlanned(record, jobs);
      for (const job of jobsOf([...record.wanted, ...record.sample, ...record.rest], jobs)) {
        if (await isMade(job)) known.set(keyOf(job), job);
        else for (const keys of [record.sample, record.rest]) keys.delete(keyOf(job));
      }
      const made = [...record.wanted].filter((key) => known.has(key));
      for (const key of made) record.wanted.delete(key);
      await draw(record, made, options);
      await audit(record, [...record.sample], known, options, given);
    },
  };
}

/** Forgets what was not drawn, once nothing is left to compare. */
async function clearRest({ wanted, sample, rest, save }: AuditRecord): Promise<void> {
  if (wanted.size + sample.size > 0 || rest.size === 0) return;
  rest.clear();
  await save();
}

/** Forgets the keys of runs that are no longer planned. */
function keepPlanned({ wanted, sample, rest }: AuditRecord, jobs: readonly RunJob[]): void {
  const planned = new Set(jobs.map(({ identity }) => identity));
  for (const keys of [wanted, sample, rest]) {
    for (const key of keys) if (!planned.has(runOf(key))) keys.delete(key);
  }
}

/** The run of a key. */
function runOf(key: string): string {
  return key.split(".")[0]!;
}

/** Removes the keys of runs, whatever their epoch; returns those that existed. */
function removeRuns(keys: Set<string>, those: Iterable<string>): string[] {
  const runs = new Set(Array.from(those, runOf));
  const found = [...keys].filter((key) => runs.has(runOf(key)));
  for (const key of found) keys.delete(key);
  return found.map(runOf);
}

/** The jobs of keys; those of an experiment may have gone further than a key says. */
function jobsOf(keys: readonly string[], jobs: readonly RunJob[]): RunJob[] {
  const known = new Map(jobs.map((job) => [job.identity, job]));
  return keys.flatMap((key) => {
    const [identity, until] = key.split(".");
    const job = known.get(identity!);
    if (job === undefined) return [];
    const { untilEpoch: _, ...whole } = job;
    return [until === "end" ? whole : { ...whole, untilEpoch: Number(until) }];
  });
}

/** Whether a run exists, as far as it is wanted; a damaged one is for the audit to judge. */
async function isMade({ identity, folder, untilEpoch }: RunJob): Promise<boolean> {
  try {
    const state = await runState(folder, identity);
    if (state !== "unfinished" || untilEpoch === undefined) return state === "whole";
    // Rows are written before the checkpoint with which a trial is stopped.
    const name = await newestCheckpointName(folder);
    if (name === undefined) return false;
    const { checkpoint } = parseCheckpoint(await requireBytes(join(folder, name)), name);
    return checkpoint.progress.evaluations > untilEpoch;
  } catch (error) {
    if (error instanceof BadInput || error instanceof SyntaxError) return true;
    throw error;
  }
}

/** Draws a sample of what was done; a trial that was resumed stays drawn if it was. */
async function draw(
  record: AuditRecord,
  made: readonly string[],
  { share, salt }: AuditOptions,
): Promise<void> {
  const rank = (key: string) => createHash("sha256").update(salt).update(key).digest("hex");
  const ranked = made.map((key) => ({ key, rank: rank(key) }));
  ranked.sort((a, b) => a.rank < b.rank ? -1 : 1);
  const count = Math.ceil(share * made.length);
  removeRuns(record.rest, made);
  const drawn = new Set(removeRuns(record.sample, made));
  ranked.forEach(({ key }, i) => {
    const isDrawn = i < count || drawn.has(runOf(key));
    (isDrawn ? record.sample : record.rest).add(key);
  });
  await record.save();
}

/** Audits the sample among these keys, then everything else from workers found wrong. */
async function audit(
  record: AuditRecord,
  these: readonly string[],
  jobs: ReadonlyMap<string, RunJob>,
  { createTrusted, record: path }: AuditOptions,
  given: RunOptions,
): Promise<void> {
  const known = (keys: Iterable<string>) =>
    [...keys].map((key) => jobs.get(key)).filter((job) => job !== undefined);
  let batch = known(these.filter((key) => record.sample.has(key)));
  if (batch.length === 0) return;
  const folder = await createScratch(path);
  try {
    const trusted = createTrusted(folder);
    while (batch.length > 0) {
      const wrong = await auditJobs(batch, folder, trusted, record, given);
      batch = [];
      if (wrong.size === 0) break;
      for (const job of known(record.rest)) {
        if ((await workersOf(job)).some((worker) => wrong.has(worker))) batch.push(job);
      }
      for (const job of batch) {
        record.rest.delete(keyOf(job));
        record.sample.add(keyOf(job));
      }
      await record.save();
    }
  } finally {
    await removeFolder(folder);
  }
}

/** Repeats runs and compares them; returns the workers whose runs were wrong. */
async function auditJobs(
  jobs: readonly RunJob[],
  folder: string,
  trusted: Engine,
  record: AuditRecord,
  given: RunOptions,
): Promise<Set<string>> {
  const wrong = new Set<string>();
  const again = new Map<RunJob, RunJob>();
  for (const job of jobs) {
    again.set({ ...await currentJob(job), folder: join(folder, keyOf(job)) }, job);
  }
  let judging = Promise.resolve();
  await trusted.run([...again.keys()], {
    ...given,
    keepGoing: true,
    onEvent(event) {
      judging = judging.then(() => take(event));
      // It is awaited below.
      judging.catch(() => {});
    },
  });
  await judging;
  return wrong;

  async function take(event: EngineEvent): Promise<void> {
    const job = again.get(event.job)!;
    if (event.kind === "failed") {
      const reason = `The run is done, but could not be audited: ${event.reason}`;
      given.onEvent({ kind: "failed", job, reason });
    }
    if (event.kind !== "finished") return;
    const workers = await workersOf(job);
    const reason = await judge(job, event.job, workers);
    record.sample.delete(keyOf(job));
    await record.save();
    if (reason === undefined) {
      forgetFailure(job.folder);
      const text = "audited: re-run, every byte is the same";
      return given.onEvent({ kind: "notice", job, text });
    }
    for (const worker of workers) wrong.add(worker);
    given.onEvent({ kind: "failed", job, reason });
  }
}

/** A job as far as its run has got: a trial may have been resumed to its end since. */
async function currentJob(job: RunJob): Promise<RunJob> {
  const { untilEpoch: _, ...whole } = job;
  try {
    return await runState(job.folder, job.identity) === "whole" ? whole : job;
  } catch (error) {
    if (error instanceof BadInput) return job;
    throw error;
  }
}

/** Why a run is wrong, once it has been moved aside; undefined if it is not. */
async function judge(
  { folder }: RunJob,
  again: RunJob,
  workers: readonly string[],
): Promise<string | undefined> {
  const compare = again.untilEpoch === undefined ? compareRuns : compareTrials;
  const { differences } = await compare(again.folder, folder);
  await removeFolder(again.folder);
  if (differences.length === 0) return undefined;
  const place = await setAside(folder);
  const [first] = differences;
  const [sender, ...others] = workers;
  const parts = others.length === 0 ? "" : ` (who names ${others.join(", ")} for parts of it)`;
  return `The audit found bytes that differ from those sent by ${sender}${parts}: ${
    formatDifference(first!)
  }; ` +
    `what was sent is kept in ${place}`;
}

/**
 * Who did a run, the last first, according to its environment; `this machine` if it does not say,
 * `an unknown worker` if nothing can be read, which must not prevent an audit.
 */
async function workersOf({ folder }: RunJob): Promise<string[]> {
  const text = await readText(join(folder, RUN_FILES.environment));
  try {
    const last = JSON.parse(text ?? "") as { worker?: unknown; earlier?: unknown } | null;
    const earlier = Array.isArray(last?.earlier) ? last.earlier as (typeof last | null)[] : [];
    const workers = [last, ...earlier].map((each) => String(each?.worker ?? "this machine"));
    return [...new Set(workers)];
  } catch (error) {
    if (error instanceof SyntaxError) return ["an unknown worker"];
    throw error;
  }
}
