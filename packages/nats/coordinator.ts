/**
 * A coordinator: puts plans into the queue, once each and no more than a window of them at a time,
 * collects how the runs ended, and puts their files where a local worker would have put them. It may
 * be killed at any time: whoever asks for the same runs again finds the plans in the queue and the
 * results that came meanwhile.
 *
 * @module
 */
import { placeRun, type RunFile } from "@samebit/store";
import type { RunOptions } from "@samebit/engines";
import { deleteBundle, useBundle } from "./bundles.ts";
import { Lanes } from "./lanes.ts";
import { type Link, workersThere } from "./link.ts";
import { withSender } from "./makers.ts";
import { parseEvent, parseResult, type ResultMessage } from "./messages.ts";
import { mirrorRows } from "./mirror_rows.ts";
import { offerCheckpoint, putPlan, putPlanAgain, resultAt, takePlanBack } from "./plan_queue.ts";
import { differenceTo, faultOf, stepOf } from "./sent_run.ts";
import {
  createTask,
  type FinishedTask,
  finishedTask,
  type JobEvent,
  type NumberedJob,
  type Task,
} from "./task.ts";
import type { NatsTiming } from "./timing.ts";

/** What a coordinator is given. */
export interface CoordinatorOptions extends Omit<RunOptions, "onEvent"> {
  /** The connection. */
  readonly link: Link;
  /** How long to wait for what. */
  readonly timing: NatsTiming;
  /** How many jobs are at the server at a time, at most. */
  readonly window: number;
  /** Gives so many more jobs, or fewer where there are no more. */
  readonly more: (count: number) => Promise<readonly NumberedJob[]>;
  /** Called with what happens, and the number of the job to which it does. */
  readonly onEvent: (index: number, event: JobEvent) => void;
}

/** A result at the server. */
interface StoredResult {
  readonly seq: number;
  readonly data: Uint8Array;
}

/** How many plans are on their way into the queue, or out of it, at a time. */
const AT_ONCE = 64;

/** The share of the window below which it is filled again, before those that wait run out. */
const FULL = 0.75;

/** How many results are put in their places at a time. */
const LANES = 4;

/** How many results of a job are looked at: whoever sends more is not listened to. */
const MOST_RESULTS = 100;

/** How many notices of workers about a run are shown. */
const MOST_NOTICES = 50;

/** Of how many workers it is remembered why they cannot make a run. */
const MOST_REFUSALS = 1_000;

/** How often a worker may vanish with the same run before it counts as failed. */
const MOST_DEATHS = 5;

/** Makes every run; see {@link Engine.run}. */
export async function coordinate(
  { link, timing, window, more, keepGoing, retries, signal, onEvent }: CoordinatorOptions,
): Promise<void> {
  const { connection, client, manager, names, persist } = link;
  const tasks = new Map<string, Task>();
  const finished = new Map<string, FinishedTask>();
  const lanes = new Lanes(LANES);
  const done = Promise.withResolvers<void>();
  let isFilling = false;
  let isLast = false;
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
    signal.addEventListener("abort", stop);
    if (signal.aborted) return;
    fill().catch(done.reject);
    await done.promise;
  } finally {
    signal.removeEventListener("abort", stop);
    clearInterval(looking);
    events.unsubscribe();
    await results.close();
    await collecting;
  }

  /** Has the window full again once enough of it has ended. */
  async function fill(): Promise<void> {
    if (isFilling) return;
    isFilling = true;
    while (!isLast && !isStopping && tasks.size <= window * FULL) {
      const count = window - tasks.size;
      const jobs = await more(count);
      if (isStopping) break;
      isLast = jobs.length < count;
      const entering = jobs.map(createTask);
      for (const task of entering) tasks.set(task.key, task);
      await submit(entering);
    }
    isFilling = false;
    if ((isLast || isStopping) && tasks.size === 0) done.resolve();
  }

  /** Sees to it that plans are in the queue, but those whose result is there. */
  async function submit(wanted: readonly Task[]): Promise<void> {
    await forEach(wanted, async (task) => {
      if (!isStopping) await takeWaiting(task);
      if (!isStopping && !task.hasEnded) await put(task, putPlan);
    });
  }

  /** Takes the results of a job that came while nobody collected. */
  async function takeWaiting({ key, handled }: Task): Promise<void> {
    while (true) {
      const result = await resultAt(link, key);
      if (result === null || handled.includes(result.seq)) return await lanes.wait(key);
      await lanes.do(key, () => take(key, result));
    }
  }

  async function put(task: Task, way: typeof putPlan): Promise<void> {
    try {
      await offerCheckpoint(link, task.job);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      notice(task, `${error.message}; it starts again`);
    }
    if (isStopping) return;
    await way(link, task.job);
    // An abort meanwhile has looked for it in vain.
    if (isStopping) await takePlanBack(link, task.job);
  }

  /** Has a run made once more, by whoever comes first. */
  async function putAgain(task: Task): Promise<void> {
    task.by = undefined;
    task.isArriving = false;
    await put(task, putPlanAgain);
    if (isStopping) end(task, { kind: "paused" });
  }

  /** Takes results as they come: several at a time, since disks are slow, but those of a run in order. */
  async function collect(): Promise<void> {
    for await (const message of results) {
      const key = keyIn(message.subject);
      if (!tasks.has(key) && !finished.has(key)) continue;
      heard = performance.now();
      await lanes.wait(key);
      void lanes.do(key, () => take(key, message));
    }
    await lanes.end();
  }

  async function take(key: string, { seq, data }: StoredResult): Promise<void> {
    const task = tasks.get(key);
    const known = task ?? finished.get(key);
    if (known === undefined || known.handled.includes(seq)) return;
    if (known.handled.length >= MOST_RESULTS) {
      return await remove(seq, undefined).catch(done.reject);
    }
    known.handled.push(seq);
    const result = parseResult(data);
    try {
      if (result !== undefined && task !== undefined) await takeResult(task, result);
      else if (result !== undefined) await compare(known, result);
      await remove(seq, result);
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      if (task !== undefined && !task.hasEnded) {
        end(task, { kind: "failed", reason: message, ...(stack && { stack }) });
      } else {
        notice(known, `cannot compare or remove what came of it: ${message}`);
      }
    }
  }

  /** The result before its files: one whose files are gone would count as wrongly made. */
  async function remove(seq: number, result: ResultMessage | undefined): Promise<void> {
    await persist(() => manager.streams.deleteMessage(names.results, seq));
    if (result !== undefined && result.kind !== "failed") await deleteBundle(link, result.object);
  }

  async function takeResult(task: Task, result: ResultMessage): Promise<void> {
    if (result.kind === "failed") return await takeFailure(task, result);
    await useBundle(link, result.object, async (received) => {
      if (received === undefined || typeof received === "string") {
        return await refuse(task, result, `${result.object}: ${received ?? "it is gone"}`);
      }
      await takeFiles(task, result, received.files);
    });
  }

  async function takeFiles(
    task: Task,
    { kind, worker }: ResultMessage & { readonly kind: "finished" | "paused" },
    files: readonly RunFile[],
  ): Promise<void> {
    const { job } = task;
    const fault = faultOf(files, job, kind);
    if (fault !== undefined) return await refuse(task, { kind, worker }, fault);
    const step = stepOf(files);
    if (kind === "paused" && !isStopping && step <= task.reached) {
      return await refuse(task, { kind, worker }, `it came no further than step ${step}`);
    }
    task.reached = step;
    task.isArriving = true;
    await placeRun(job.folder, job.identity, withSender(files, worker));
    if (kind === "paused" && !isStopping) return await putAgain(task);
    task.by = worker;
    start(task);
    end(task, { kind });
  }

  /** A run that came twice must have come with the same bytes. */
  async function compare(
    { index, folder, by }: FinishedTask,
    result: ResultMessage,
  ): Promise<void> {
    if (result.kind !== "finished") return;
    const reason = await differenceTo(folder, by, result);
    if (reason !== undefined) onEvent(index, { kind: "failed", reason });
  }

  async function refuse(
    task: Task,
    { kind, worker }: Pick<ResultMessage, "kind" | "worker">,
    fault: string,
  ): Promise<void> {
    await takeFailure(task, { reason: `${worker} says that it is ${kind}, but ${fault}` });
  }

  async function takeFailure(
    task: Task,
    { reason, stack }: { readonly reason: string; readonly stack?: string | undefined },
  ): Promise<void> {
    if (!isStopping && task.failures++ < retries) {
      notice(task, `${reason}; it is made again`);
      return await putAgain(task);
    }
    end(task, { kind: "failed", reason, ...(stack !== undefined && { stack }) });
  }

  function takeEvent(key: string, data: Uint8Array): void {
    const task = tasks.get(key);
    if (task === undefined) return;
    const allowance = task.flow.take(data.length, performance.now());
    if (allowance === "last") {
      notice(task, "too many messages come of it; not all of them are read");
    }
    if (allowance !== "yes") return;
    const event = parseEvent(data);
    if (event === undefined) return;
    heard = performance.now();
    switch (event.kind) {
      case "started":
        start(task);
        if (task.by !== undefined && event.delivery > 1) vanished(task, task.by);
        task.by = event.worker;
        break;
      case "returned":
        task.by = undefined;
        if (event.refusal !== undefined && task.refusals.size < MOST_REFUSALS) {
          task.refusals.set(event.worker, event.refusal);
        }
        break;
      case "progress":
        onEvent(task.index, { kind: "progress", progress: event });
        break;
      case "rows":
        if (!task.isArriving) mirrorRows(task.job, event);
        break;
      case "notice":
        if (++task.notices <= MOST_NOTICES) notice(task, event.text);
        if (task.notices === MOST_NOTICES) notice(task, "further notices of it are not shown");
    }
  }

  function vanished(task: Task, worker: string): void {
    notice(task, `${worker} was not heard of any more; another worker goes on`);
    if (++task.deaths < MOST_DEATHS) return;
    const reason = `${MOST_DEATHS} workers vanished while they made it`;
    end(task, { kind: "failed", reason });
    void takePlanBack(link, task.job).catch(done.reject);
  }

  /** Looks whether what is waited for can still come. */
  async function look(): Promise<void> {
    const waiting = [...tasks.values()];
    const refused = waiting.filter(({ refusals }) => refusals.size > 0);
    const isQuiet = performance.now() - heard > timing.quietMs;
    if (isStopping || waiting.length === 0 || refused.length === 0 && !isQuiet) return;
    const workers = await workersThere(link, timing.pingMs);
    for (const task of refused) {
      const reasons = workers.map((worker) => task.refusals.get(worker));
      if (reasons.length === 0 || reasons.includes(undefined)) continue;
      const each = workers.map((worker, i) => `${worker}: ${reasons[i]}`).join("; ");
      end(task, { kind: "failed", reason: `No worker can make it: ${each}` });
      await takePlanBack(link, task.job);
    }
    if (!isQuiet) return;
    heard = performance.now();
    if (workers.length === 0) notice(waiting[0]!, "no worker is there; start one, or more");
    // A server that lost its disk, or somebody who collected the same runs.
    await submit(waiting);
  }

  /** Takes back what nobody has begun, and has what was begun paused. */
  async function withdraw(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      for (const task of tasks.values()) end(task, { kind: "paused" });
    }, timing.pauseMs);
    await forEach([...tasks.values()], async (task) => {
      connection.publish(names.pause(task.key));
      await takePlanBack(link, task.job);
      if (!task.hasStarted || task.by === undefined) end(task);
    });
    await fill();
  }

  function start(task: Task): void {
    if (task.hasStarted) return;
    task.hasStarted = true;
    onEvent(task.index, { kind: "started" });
  }

  function notice({ index }: FinishedTask, text: string): void {
    onEvent(index, { kind: "notice", text });
  }

  function end(task: Task, event?: JobEvent): void {
    if (task.hasEnded) return;
    task.hasEnded = true;
    tasks.delete(task.key);
    if (event?.kind === "finished") finished.set(task.key, finishedTask(task));
    if (event !== undefined) onEvent(task.index, event);
    const isOver = event?.kind === "failed" && !keepGoing;
    (isOver ? withdraw() : fill()).catch(done.reject);
  }
}

async function forEach(tasks: readonly Task[], work: (task: Task) => Promise<void>): Promise<void> {
  const waiting = tasks.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const task of waiting) await work(task);
  }));
}

/** The key of a job in the subject of a message. */
function keyIn(subject: string): string {
  return subject.split(".").slice(-2).join(".");
}
