/**
 * A coordinator: puts plans into the queue, once each and no more than a window of them at a time,
 * collects how the runs ended, and puts their files where a local worker would have put them. It
 * may be killed at any time: the next one that asks for the same runs finds the plans in the queue
 * and the results that have arrived.
 *
 * @module
 */
import type { JobEnd, JobEvent, RunOptions } from "@samebit/engines";
import type { RunJob } from "@samebit/store";
import type { Exchange } from "./exchange.ts";
import { Ledger } from "./ledger.ts";
import { mirrorRows } from "./mirror_rows.ts";
import type { NumberedJob, OpenJob } from "./open_job.ts";
import { ResultCollector } from "./result_collector.ts";
import { type Consequence, refusalOf, takeMessage } from "./take_message.ts";
import type { NatsTiming } from "./timing.ts";

/** What a coordinator is given. */
export interface CoordinatorOptions extends Omit<RunOptions, "onEvent"> {
  /** The server. */
  readonly exchange: Exchange;
  /** The waiting times. */
  readonly timing: Pick<NatsTiming, "lookMs" | "quietMs" | "pauseMs">;
  /** The largest number of jobs at the server at a time. */
  readonly window: number;
  /** Gives that many more jobs, or fewer if there are no more. */
  readonly more: (count: number) => Promise<readonly NumberedJob[]>;
  /** Called with each event and the number of its job. */
  readonly onEvent: (index: number, event: JobEvent) => void;
}

/** How many plans are being put into the queue, or taken out of it, at a time. */
const AT_ONCE = 64;

/** The share of the window below which it is refilled, before the waiting jobs run out. */
const FULL = 0.75;

/** Does every run; see {@link Engine.run}. */
export async function coordinate(options: CoordinatorOptions): Promise<void> {
  await new Coordinator(options).run();
}

class Coordinator {
  readonly #options: CoordinatorOptions;
  readonly #ledger: Ledger;
  readonly #collector: ResultCollector;
  readonly #done = Promise.withResolvers<void>();
  #isFilling = false;
  #isLast = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CoordinatorOptions) {
    const { exchange, retries, onEvent } = options;
    this.#options = options;
    this.#ledger = new Ledger({ onEvent, onClosed: (end) => this.#takeEnd(end) });
    this.#collector = new ResultCollector({
      exchange,
      ledger: this.#ledger,
      retries,
      putAgain: (job) => this.#putAgain(job),
      onFault: this.#done.reject,
    });
  }

  async run(): Promise<void> {
    const { exchange, timing, signal } = this.#options;
    using _events = exchange.listen((key, data) => this.#takeMessage(key, data));
    const results = await exchange.openResults();
    const collecting = this.#collector.collect(results);
    const looking = setInterval(() => this.#start(this.#look()), timing.lookMs);
    const stop = () => this.#start(this.#withdraw());
    try {
      signal.addEventListener("abort", stop);
      if (signal.aborted) return;
      this.#start(this.#fill());
      await this.#done.promise;
    } finally {
      signal.removeEventListener("abort", stop);
      clearInterval(looking);
      clearTimeout(this.#patience);
      await results.close();
      await collecting;
    }
  }

  /** Lets something run alongside the rest; an error in it ends everything. */
  #start(work: Promise<void>): void {
    work.catch(this.#done.reject);
  }

  /** Refills the window once enough of it has ended. */
  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    const { window, more } = this.#options;
    const { open } = this.#ledger;
    while (!this.#isLast && !this.#ledger.isStopping && open.size <= window * FULL) {
      const count = window - open.size;
      const jobs = await more(count);
      if (this.#ledger.isStopping) break;
      this.#isLast = jobs.length < count;
      await this.#submit(this.#ledger.enter(jobs));
    }
    this.#isFilling = false;
    if ((this.#isLast || this.#ledger.isStopping) && open.size === 0) this.#done.resolve();
  }

  /** Puts plans into the queue, except those whose result exists. */
  async #submit(wanted: readonly OpenJob[]): Promise<void> {
    const { exchange } = this.#options;
    await forEach(wanted, async (job) => {
      if (!this.#ledger.isStopping) await this.#collector.takeWaiting(job);
      if (!this.#ledger.isStopping && !job.hasEnded) {
        await this.#put(job, (each) => exchange.putPlan(each));
      }
    });
  }

  async #put(open: OpenJob, put: (job: RunJob) => Promise<void>): Promise<void> {
    const { exchange } = this.#options;
    try {
      await exchange.offerCheckpoint(open.job);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#ledger.notice(open, `${error.message}; it starts over`);
    }
    if (this.#ledger.isStopping) return;
    await put(open.job);
    // An abort in the meantime could not find it.
    if (this.#ledger.isStopping) await exchange.takePlanBack(open.job);
  }

  /** Has a run repeated, by whichever worker comes first. */
  async #putAgain(open: OpenJob): Promise<void> {
    open.by = undefined;
    open.isArriving = false;
    await this.#put(open, (job) => this.#options.exchange.putPlanAgain(job));
    if (this.#ledger.isStopping) this.#ledger.close(open, { kind: "paused" });
  }

  #takeMessage(key: string, data: Uint8Array): void {
    const open = this.#ledger.open.get(key);
    if (open === undefined) return;
    const { isHeard, consequences } = takeMessage(open, data, performance.now());
    if (isHeard) this.#ledger.hear();
    for (const consequence of consequences) this.#follow(open, consequence);
  }

  #follow(open: OpenJob, consequence: Consequence): void {
    if ("mirror" in consequence) return mirrorRows(open.job, consequence.mirror);
    if ("giveUp" in consequence) return this.#start(this.#giveUp(open, consequence.giveUp));
    if (consequence.tell.kind === "started") this.#ledger.start(open);
    else this.#ledger.tell(open, consequence.tell);
  }

  async #giveUp(open: OpenJob, reason: string): Promise<void> {
    this.#ledger.close(open, { kind: "failed", reason });
    await this.#options.exchange.takePlanBack(open.job);
  }

  /** Checks whether the awaited results can still come. */
  async #look(): Promise<void> {
    const { exchange, timing } = this.#options;
    const waiting = [...this.#ledger.open.values()];
    const refused = waiting.filter(({ refusals }) => refusals.size > 0);
    const isQuiet = performance.now() - this.#ledger.heard > timing.quietMs;
    if (this.#ledger.isStopping || waiting.length === 0) return;
    if (refused.length === 0 && !isQuiet) return;
    const workers = await exchange.workersThere();
    for (const open of refused) {
      const reason = refusalOf(open, workers);
      if (reason !== undefined) await this.#giveUp(open, reason);
    }
    if (!isQuiet) return;
    this.#ledger.hear();
    if (workers.length === 0) {
      this.#ledger.notice(waiting[0]!, "there is no worker; start one or more");
    }
    // The server lost its disk, or another command collected the same runs.
    await this.#submit(waiting);
  }

  /** Withdraws what nobody has begun, and has the rest paused. */
  async #withdraw(): Promise<void> {
    const { open } = this.#ledger;
    if (this.#ledger.isStopping) return;
    this.#ledger.isStopping = true;
    const { exchange, timing } = this.#options;
    this.#patience = setTimeout(() => {
      for (const job of open.values()) this.#ledger.close(job, { kind: "paused" });
    }, timing.pauseMs);
    await forEach([...open.values()], async (job) => {
      exchange.askToPause(job.key);
      await exchange.takePlanBack(job.job);
      if (!job.hasStarted || job.by === undefined) this.#ledger.close(job);
    });
    await this.#fill();
  }

  #takeEnd(end: JobEnd | undefined): void {
    const isOver = end?.kind === "failed" && !this.#options.keepGoing;
    this.#start(isOver ? this.#withdraw() : this.#fill());
  }
}

async function forEach(jobs: readonly OpenJob[], work: (job: OpenJob) => Promise<void>) {
  const waiting = jobs.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const job of waiting) await work(job);
  }));
}
