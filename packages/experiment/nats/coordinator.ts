/**
 * A coordinator: puts plans into the queue, once each, collects how the runs ended, and puts their
 * files where a local worker would have put them. It may be killed at any time: whoever asks for the
 * same runs again finds the plans in the queue and the results that came meanwhile.
 *
 * @module
 */
import type { JsMsg } from "@nats-io/jetstream";
import { CONTRACT } from "@samebit/solver";
import { differingFile, faultIn, placeRun, readRun, setAside } from "../copy_run.ts";
import type { EngineEvent, RunOptions } from "../engine.ts";
import { keyOf } from "../job_key.ts";
import type { RunJob } from "../record_run.ts";
import { bundleEntries, checkpointObject, deleteBundle, getBundle, putBundle } from "./bundles.ts";
import type { Link } from "./link.ts";
import { formatMessage, parseEvent, parseResult, type ResultMessage } from "./messages.ts";
import { mirrorRows } from "./mirror_rows.ts";
import { faultOfFinished, stepOf } from "./sent_run.ts";
import { createTask, type Task } from "./task.ts";
import type { NatsTiming } from "./timing.ts";

/** What a coordinator is given beside what every engine is. */
export interface CoordinatorOptions extends RunOptions {
  /** The connection. */
  readonly link: Link;
  /** How long to wait for what. */
  readonly timing: NatsTiming;
}

/** How many plans are on their way into the queue at a time. */
const AT_ONCE = 64;

/** How many results are put in their places at a time. */
const LANES = 4;

/** How often a worker may vanish with the same run before it counts as failed. */
const MOST_DEATHS = 5;

/** Makes every run; see {@link Engine.run}. */
export async function coordinate(
  jobs: readonly RunJob[],
  { link, timing, keepGoing, retries, signal, onEvent }: CoordinatorOptions,
): Promise<void> {
  const { connection, client, manager, names, persist } = link;
  const tasks = new Map(jobs.map((job) => [keyOf(job), createTask(job)]));
  const done = Promise.withResolvers<void>();
  let open = tasks.size;
  let isStopping = false;
  let heard = performance.now();

  const events = connection.subscribe(names.event("*.*"), {
    callback: (_, { subject, data }) => takeEvent(keyIn(subject), data),
  });
  const results = await persist(async () => {
    const consumer = await client.consumers.get(names.results);
    return await consumer.consume({ expires: timing.expiresMs });
  });
  const collecting = collect();
  const looking = setInterval(() => void look().catch(done.reject), timing.lookMs);
  const stop = () => void withdraw().catch(done.reject);
  try {
    if (open === 0) return;
    signal.addEventListener("abort", stop);
    if (signal.aborted) return;
    await submit([...tasks.values()]);
    await done.promise;
  } finally {
    signal.removeEventListener("abort", stop);
    clearInterval(looking);
    events.unsubscribe();
    await results.close();
    await collecting;
  }

  /** Puts plans into the queue, but those that are there and those whose result is. */
  async function submit(wanted: readonly Task[]): Promise<void> {
    const pending = new Set([
      ...await subjectsOf(names.plans, names.plan("*.*")),
      ...await subjectsOf(names.results, names.result("*.*")),
    ]);
    const waiting = wanted.filter(({ key, hasEnded }) =>
      !hasEnded && !pending.has(names.plan(key)) && !pending.has(names.result(key))
    );
    const publishers = Array.from({ length: AT_ONCE }, async () => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        if (isStopping) return;
        await publish(task);
      }
    });
    await Promise.all(publishers);
  }

  async function publish(task: Task): Promise<void> {
    const { job: { identity, plan, untilEpoch }, key } = task;
    await offerCheckpoint(task);
    const text = formatMessage({ contract: CONTRACT, identity, plan, untilEpoch });
    const put = (msgID: string) => persist(() => client.publish(names.plan(key), text, { msgID }));
    const { duplicate } = await put(key);
    // The queue has had this plan a moment ago, and has it no more: it is wanted again.
    if (duplicate && (await subjectsOf(names.plans, names.plan(key))).length === 0) {
      await put(`${key} ${crypto.randomUUID()}`);
    }
  }

  /** What was begun in the run's folder is gone on with, unless a worker has come further. */
  async function offerCheckpoint(task: Task): Promise<void> {
    const { identity, folder } = task.job;
    const files = await readRun(folder);
    if (files === undefined) return;
    const object = checkpointObject(identity);
    const there = await bundleEntries(link, object);
    if (there !== undefined && stepOf(there) >= stepOf(files)) return;
    try {
      await putBundle(link, identity, files, object);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      notice(task, `${error.message}; it starts again`);
    }
  }

  async function subjectsOf(stream: string, filter: string): Promise<string[]> {
    const { state } = await persist(() =>
      manager.streams.info(stream, { subjects_filter: filter })
    );
    return Object.keys(state.subjects ?? {});
  }

  /** Takes results as they come: several at a time, since disks are slow, but those of a run in order. */
  async function collect(): Promise<void> {
    const lanes = Array.from({ length: LANES }, () => Promise.resolve());
    for await (const message of results) {
      const key = keyIn(message.subject);
      const task = tasks.get(key);
      if (task === undefined) continue;
      heard = performance.now();
      const lane = parseInt(key.slice(0, 8), 16) % LANES;
      await lanes[lane];
      lanes[lane] = take(task, message);
    }
    await Promise.all(lanes);
  }

  async function take(task: Task, message: JsMsg): Promise<void> {
    const result = parseResult(message.data);
    try {
      if (result !== undefined) await takeResult(task, result);
      await remove(message, result);
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      end(task, { kind: "failed", job: task.job, reason: message, ...(stack && { stack }) });
    }
  }

  /** The result before its files: one whose files are gone would count as wrongly made. */
  async function remove({ seq }: JsMsg, result: ResultMessage | undefined): Promise<void> {
    await persist(() => manager.streams.deleteMessage(names.results, seq));
    if (result !== undefined && result.kind !== "failed") await deleteBundle(link, result.object);
  }

  async function takeResult(task: Task, result: ResultMessage): Promise<void> {
    const { job } = task;
    if (result.kind === "failed") return await takeFailure(task, result);
    if (task.hasEnded) return await compare(task, result);
    const files = await getBundle(link, result.object) ?? "it is gone";
    if (typeof files === "string") return await refuse(task, result, `${result.object}: ${files}`);
    const fault = result.kind === "finished"
      ? faultOfFinished(files, job)
      : faultIn(files, job.identity);
    if (fault !== undefined) return await refuse(task, result, fault);
    const step = stepOf(files);
    if (result.kind === "paused" && !isStopping && step <= task.reached) {
      return await refuse(task, result, `it came no further than step ${step}`);
    }
    task.reached = step;
    task.isArriving = true;
    await placeRun(job.folder, job.identity, files);
    if (result.kind === "paused" && !isStopping) return await publish(task);
    start(task);
    end(task, { kind: result.kind, job });
  }

  /** A run that came twice must have come with the same bytes. */
  async function compare(
    { job, by }: Task,
    { kind, worker, files }: Exclude<ResultMessage, { kind: "failed" }>,
  ): Promise<void> {
    const name = kind === "finished" ? await differingFile(job.folder, files) : undefined;
    if (name === undefined) return;
    const place = await setAside(job.folder);
    onEvent({
      kind: "failed",
      job,
      reason: `${name} came twice with different bytes, by ${by} and by ${worker}; ` +
        `one of them computes wrongly; the first is kept in ${place}`,
    });
  }

  async function refuse(
    task: Task,
    { kind, worker }: ResultMessage,
    fault: string,
  ): Promise<void> {
    await takeFailure(task, { reason: `${worker} says that it is ${kind}, but ${fault}` });
  }

  async function takeFailure(
    task: Task,
    { reason, stack }: { readonly reason: string; readonly stack?: string | undefined },
  ): Promise<void> {
    if (task.hasEnded) return;
    if (!isStopping && task.failures++ < retries) {
      notice(task, `${reason}; it is made again`);
      return await publish(task);
    }
    end(task, { kind: "failed", job: task.job, reason, ...(stack !== undefined && { stack }) });
  }

  function takeEvent(key: string, data: Uint8Array): void {
    const task = tasks.get(key);
    const event = parseEvent(data);
    if (task === undefined || task.hasEnded || event === undefined) return;
    const { job } = task;
    heard = performance.now();
    switch (event.kind) {
      case "started":
        start(task);
        if (task.by !== undefined && event.delivery > 1) vanished(task, task.by);
        task.by = event.worker;
        break;
      case "returned":
        task.by = undefined;
        if (event.refusal !== undefined) task.refusals.set(event.worker, event.refusal);
        break;
      case "progress":
        onEvent({ kind: "progress", job, progress: event });
        break;
      case "rows":
        if (!task.isArriving) mirrorRows(job, event);
        break;
      case "notice":
        notice(task, event.text);
    }
  }

  function vanished(task: Task, worker: string): void {
    notice(task, `${worker} was not heard of any more; another worker goes on`);
    if (++task.deaths < MOST_DEATHS) return;
    const reason = `${MOST_DEATHS} workers vanished while they made it`;
    end(task, { kind: "failed", job: task.job, reason });
    void purge(task);
  }

  /** Looks whether what is waited for can still come. */
  async function look(): Promise<void> {
    const waiting = [...tasks.values()].filter(({ hasEnded }) => !hasEnded);
    const refused = waiting.filter(({ refusals }) => refusals.size > 0);
    const isQuiet = performance.now() - heard > timing.quietMs;
    if (isStopping || refused.length === 0 && !isQuiet) return;
    const workers = await ping();
    for (const task of refused) {
      const reasons = workers.map((worker) => task.refusals.get(worker));
      if (reasons.length === 0 || reasons.includes(undefined)) continue;
      const each = workers.map((worker, i) => `${worker}: ${reasons[i]}`).join("; ");
      end(task, { kind: "failed", job: task.job, reason: `No worker can make it: ${each}` });
      await purge(task);
    }
    if (!isQuiet) return;
    heard = performance.now();
    if (workers.length === 0) notice(waiting[0]!, "no worker is there; start one, or more");
    // A server that lost its disk, or somebody who collected the same runs.
    await submit(waiting);
  }

  async function ping(): Promise<string[]> {
    const answers: string[] = [];
    try {
      const options = { strategy: "timer", maxWait: timing.pingMs } as const;
      for await (const answer of await connection.requestMany(names.ping, "", options)) {
        answers.push(answer.string());
      }
    } catch {
      // Nobody is there, or the server is not.
    }
    return answers.sort();
  }

  /** Takes back what nobody has begun, and has what was begun paused. */
  async function withdraw(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    for (const task of tasks.values()) {
      if (task.hasEnded) continue;
      connection.publish(names.pause(task.key));
      await purge(task);
      if (!task.hasStarted || task.by === undefined) end(task);
    }
    setTimeout(() => {
      for (const task of tasks.values()) end(task, { kind: "paused", job: task.job });
    }, timing.pauseMs);
  }

  /** Takes a plan out of the queue; by number, since the server counts wrongly after a purge. */
  async function purge({ key }: Task): Promise<void> {
    const query = { last_by_subj: names.plan(key) };
    while (true) {
      const message = await persist(() => manager.streams.getMessage(names.plans, query));
      if (message === null) return;
      await persist(() => manager.streams.deleteMessage(names.plans, message.seq, false));
    }
  }

  function start(task: Task): void {
    if (task.hasStarted) return;
    task.hasStarted = true;
    onEvent({ kind: "started", job: task.job });
  }

  function notice({ job }: Task, text: string): void {
    onEvent({ kind: "notice", job, text });
  }

  function end(task: Task, event?: EngineEvent): void {
    if (task.hasEnded) return;
    task.hasEnded = true;
    if (event !== undefined) onEvent(event);
    if (--open === 0) done.resolve();
    if (event?.kind === "failed" && !keepGoing) void withdraw().catch(done.reject);
  }
}

/** The key of a job in the subject of a message. */
function keyIn(subject: string): string {
  return subject.split(".").slice(-2).join(".");
}
