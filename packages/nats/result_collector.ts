/**
 * Collects results: puts the files of runs where a local worker would have put them, has failed
 * runs repeated, compares what arrived twice, and removes from the server what has been handled.
 *
 * @module
 */
import { failureOf, type JobFailure } from "@samebit/engines";
import { placeRun, type RunFile } from "@samebit/store";
import type { Exchange, ResultStream, StoredResult } from "./exchange.ts";
import { Lanes } from "./lanes.ts";
import type { Ledger } from "./ledger.ts";
import { withSender } from "./senders.ts";
import { parseResult, type ResultMessage } from "./messages.ts";
import type { ClosedJob, OpenJob } from "./open_job.ts";
import { differenceTo, stepOf } from "./sent_run.ts";
import { countFailure, refuseRun, type SentRun } from "./take_result.ts";

/** How many results are put in place at a time. */
const LANES = 4;

/** How many results of a job are considered; further ones are ignored. */
const MOST_RESULTS = 100;

/** What the collector is given. */
export interface CollectorOptions {
  /** Where results are. */
  readonly exchange: Exchange;
  /** The jobs. */
  readonly ledger: Ledger;
  /** How often a failed run is retried. */
  readonly retries: number;
  /** Has a job repeated, by whichever worker comes first. */
  readonly putAgain: (job: OpenJob) => Promise<void>;
  /** Called with errors that nothing can be done about. */
  readonly onFault: (error: unknown) => void;
}

/** Takes results, those of a job in their order. */
export class ResultCollector {
  readonly #options: CollectorOptions;
  readonly #lanes = new Lanes(LANES);

  /** Takes none yet. */
  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /**
   * Takes results as they arrive, several at a time, since disks are slow; ends with the stream.
   */
  async collect(results: ResultStream): Promise<void> {
    const { ledger } = this.#options;
    for await (const result of results) {
      if (ledger.find(result.key) === undefined) continue;
      ledger.hear();
      await this.#lanes.wait(result.key);
      void this.#lanes.do(result.key, () => this.#take(result));
    }
    await this.#lanes.end();
  }

  /** Takes the results of a job that arrived while nobody was collecting. */
  async takeWaiting({ key, handled }: OpenJob): Promise<void> {
    while (true) {
      const result = await this.#options.exchange.resultOf(key);
      if (result === undefined || handled.includes(result.seq)) return await this.#lanes.wait(key);
      await this.#lanes.do(key, () => this.#take(result));
    }
  }

  async #take({ key, seq, data }: StoredResult): Promise<void> {
    const { ledger, onFault } = this.#options;
    const job = ledger.open.get(key);
    const closed = ledger.closed.get(key);
    const known = job ?? closed;
    if (known === undefined || known.handled.includes(seq)) return;
    if (known.handled.length >= MOST_RESULTS) {
      return await this.#remove(seq, undefined).catch(onFault);
    }
    known.handled.push(seq);
    const result = parseResult(data);
    try {
      if (result !== undefined && job !== undefined) await this.#takeResult(job, result);
      else if (result !== undefined && closed !== undefined) await this.#compare(closed, result);
      await this.#remove(seq, result);
    } catch (error) {
      const failure = failureOf(error);
      if (job !== undefined && !job.hasEnded) ledger.close(job, failure);
      else ledger.notice(known, `cannot compare or remove its result: ${failure.reason}`);
    }
  }

  /** The result before its files: one whose files are gone would count as wrong. */
  async #remove(seq: number, result: ResultMessage | undefined): Promise<void> {
    const { exchange } = this.#options;
    await exchange.removeResult(seq);
    if (result?.bundle !== undefined) await exchange.deleteBundle(result.bundle.object);
  }

  async #takeResult(job: OpenJob, result: ResultMessage): Promise<void> {
    if (result.bundle === undefined) return await this.#takeFailure(job, result.end);
    const { object } = result.bundle;
    await this.#options.exchange.useBundle(object, async (received) => {
      const files = typeof received === "object"
        ? received.files
        : `${object}: ${received ?? "it is gone"}`;
      await this.#takeRun(job, result, files);
    });
  }

  /** Puts the files of a run in place, unless they are not what they claim to be. */
  async #takeRun(job: OpenJob, sent: SentRun, files: readonly RunFile[] | string): Promise<void> {
    const { ledger, putAgain } = this.#options;
    const reason = refuseRun(job, sent, files, ledger.isStopping);
    if (typeof files === "string" || reason !== undefined) {
      return await this.#takeFailure(job, { reason: reason! });
    }
    const { worker, end } = sent;
    job.reached = stepOf(files);
    job.isArriving = true;
    await placeRun(job.job.folder, job.job.identity, withSender(files, worker));
    if (end.kind === "paused" && !ledger.isStopping) return await putAgain(job);
    job.by = worker;
    ledger.start(job);
    ledger.close(job, end);
  }

  async #takeFailure(job: OpenJob, failure: Pick<JobFailure, "reason" | "stack">): Promise<void> {
    const { ledger, retries, putAgain } = this.#options;
    const after = countFailure(job, failure, { retries, isStopping: ledger.isStopping });
    if (after.kind === "failed") return ledger.close(job, after);
    ledger.notice(job, after.notice);
    await putAgain(job);
  }

  /** A run that arrived twice must have the same bytes. */
  async #compare(closed: ClosedJob, { worker, end, bundle }: ResultMessage): Promise<void> {
    if (end.kind !== "finished" || bundle === undefined) return;
    const { files } = bundle;
    const reason = await differenceTo(closed.folder, closed.by, { worker, files });
    if (reason !== undefined) this.#options.ledger.tell(closed, { kind: "failed", reason });
  }
}
