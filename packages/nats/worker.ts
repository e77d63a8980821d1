/**
 * A worker: takes plans from the queue, does the runs in separate processes, so that it can report
 * in the meantime that it is working, and sends back their files. A run resumes from the newest
 * checkpoint that any worker sent; when the worker ends, or dies, the plan goes to another one.
 *
 * @module
 */
import type { Consumer, JsMsg } from "@nats-io/jetstream";
import { CONTRACT, type Plan } from "@samebit/solver";
import { join } from "node:path";
import { keyOf, removeFolder, type RunJob } from "@samebit/store";
import { BadInput } from "@samebit/input";
import type { JobEnd, JobNews } from "@samebit/engines";
import type { NatsAddress } from "./address.ts";
import { type Link, openLink } from "./link.ts";
import {
  formatMessage,
  parsePlanMessage,
  planIn,
  type PlanMessage,
  type WorkerNews,
} from "./messages.ts";
import { createProgressReporter } from "./progress_reporter.ts";
import type { NatsTiming } from "./timing.ts";
import { placeCheckpoint, sendCheckpoint, sendResult } from "./worker_files.ts";

/** What does runs: a worker process. */
export interface Runner extends AsyncDisposable {
  /** Does one run and reports its events until it ends; returns how it ended. */
  run(job: RunJob, onNews: (news: JobNews) => void): Promise<JobEnd>;
  /** Ends the run in progress after its step, with a checkpoint; does none afterwards. */
  pause(): void;
}

/** What a worker is given. */
export interface NatsWorkerOptions {
  /** The server. */
  readonly address: NatsAddress;
  /** Its name; no other worker has the same. */
  readonly name: string;
  /** How many runs it does at a time. */
  readonly workers: number;
  /** An empty folder for the runs in progress. */
  readonly folder: string;
  /** Gives something that does runs below that folder. */
  readonly createRunner: () => Runner;
  /** The waiting times. */
  readonly timing: NatsTiming;
  /** Aborted to end: runs in progress are handed back with a checkpoint. */
  readonly signal: AbortSignal;
  /** Called with a line about each event. */
  readonly say: (line: string) => void;
}

/** The same, connected, for one of the runs done at a time. */
interface Slot extends NatsWorkerOptions {
  /** The connection. */
  readonly link: Link;
}

/**
 * Works until the signal is aborted.
 *
 * @throws {BadInput} The server does not exist, refuses the login, or has no JetStream.
 */
export async function serveNats(options: NatsWorkerOptions): Promise<void> {
  const { address, name, workers, timing, say } = options;
  await using link = await openLink(address, timing, say);
  const { connection, client, names, persist } = link;
  const consumer = await persist(() => client.consumers.get(names.plans, names.workers));
  say(`${name} waits for plans at ${address.servers.join(",")}, ${workers} at a time`);
  const pings = connection.subscribe(names.ping, {
    callback: (_, ping) => void ping.respond(name),
  });
  const slots = Array.from(
    { length: workers },
    (_, i) => work(consumer, { ...options, link, folder: join(options.folder, String(i)) }),
  );
  await Promise.all(slots);
  pings.unsubscribe();
}

async function work(consumer: Consumer, options: Slot): Promise<void> {
  const { link, signal, timing, createRunner } = options;
  let runner: Runner | undefined;
  try {
    while (!signal.aborted) {
      const message = await link.persist(() => nextPlan(consumer, timing, signal));
      if (message === undefined) continue;
      runner ??= createRunner();
      const isSpent = await take(message, runner, options);
      if (!isSpent) continue;
      await runner[Symbol.asyncDispose]();
      runner = undefined;
    }
  } finally {
    await runner?.[Symbol.asyncDispose]();
  }
}

/** The next plan in the queue; undefined if there is none for some seconds, or at the end. */
async function nextPlan(
  consumer: Consumer,
  timing: NatsTiming,
  signal: AbortSignal,
): Promise<JsMsg | undefined> {
  const plans = await consumer.fetch({ max_messages: 1, expires: timing.expiresMs });
  const close = () => void plans.close();
  signal.addEventListener("abort", close);
  try {
    for await (const plan of plans) return plan;
    return undefined;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

/** Executes the run of a plan; returns whether the runner was paused and takes no other. */
async function take(message: JsMsg, runner: Runner, options: Slot): Promise<boolean> {
  const wanted = parsePlanMessage(message.data);
  if (wanted === undefined) {
    message.term("is not a plan");
    return false;
  }
  const { link, name, timing, say } = options;
  const { connection, names } = link;
  const key = keyOf(wanted.job);
  const { identity } = wanted.job;
  const short = identity.slice(0, 8);
  const delivery = message.info.deliveryCount;
  const tell = (event: WorkerNews) =>
    connection.publish(names.event(key), formatMessage({ worker: name, delivery, event }));
  const working = setInterval(() => message.working(), timing.ackWaitMs / 3);
  try {
    const plan = planHere(wanted);
    if (typeof plan === "string") return refuse(plan);
    tell({ kind: "started" });
    const { untilEpoch } = wanted.job;
    const { folder } = options;
    const job = { identity, plan, folder, ...(untilEpoch !== undefined && { untilEpoch }) };
    const end = await make(job, runner, options, tell);
    if (end.kind === "failed" && end.isUnable) return refuse(end.reason);
    if (end.kind === "paused" && options.signal.aborted) {
      try {
        await sendCheckpoint(options, identity);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        say(error.message);
      }
      message.nak();
      tell({ kind: "returned" });
      say(`${short} handed back, with a checkpoint`);
      return true;
    }
    await sendResult(options, job, end);
    await link.persist(() => message.ackAck());
    say(`${short} ${end.kind}${end.kind === "failed" ? `: ${end.reason}` : ""}`);
    return end.kind === "paused";
  } finally {
    clearInterval(working);
    await removeFolder(options.folder).catch(() => {});
  }

  function refuse(refusal: string): false {
    message.nak(timing.refusedMs);
    tell({ kind: "returned", refusal });
    say(`${short} refused: ${refusal}`);
    return false;
  }
}

/** The plan, or why it cannot be run here. */
function planHere(wanted: PlanMessage): Plan | string {
  if (wanted.contract !== CONTRACT) {
    return `it needs contract ${wanted.contract}, this worker has ${CONTRACT}`;
  }
  try {
    return planIn(wanted.job);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
}

async function make(
  job: RunJob,
  runner: Runner,
  options: Slot,
  tell: (news: WorkerNews) => void,
): Promise<JobEnd> {
  const { link, folder, signal, timing, say } = options;
  const { identity } = job;
  const isBegun = await placeCheckpoint(options, identity);
  say(`${identity.slice(0, 8)} ${isBegun ? "resumed" : "begun"}`);
  const pause = () => runner.pause();
  signal.addEventListener("abort", pause);
  if (signal.aborted) pause();
  const pauses = link.connection.subscribe(link.names.pause(keyOf(job)), { callback: pause });
  const reporter = createProgressReporter(folder, timing.tellMs, {
    tell,
    send: () => sendCheckpoint(options, identity),
    complain: (text) => tell({ kind: "notice", text }),
  });
  try {
    return await runner.run(job, (news) => {
      if (news.kind === "progress") reporter.progress(news.progress);
      if (news.kind === "notice") tell(news);
    });
  } finally {
    await reporter.end();
    pauses.unsubscribe();
    signal.removeEventListener("abort", pause);
  }
}
