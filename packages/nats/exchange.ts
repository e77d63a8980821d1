/**
 * Everything a coordinator asks of the server, independent of how it is asked. It is implemented by
 * a connection to NATS or, in tests, by a list.
 *
 * @module
 */
import type { RunJob } from "@samebit/store";
import { deleteBundle, type Received, useBundle } from "./bundles.ts";
import { type Link, workersThere } from "./link.ts";
import { offerCheckpoint, putPlan, putPlanAgain, resultAt, takePlanBack } from "./plan_queue.ts";
import type { NatsTiming } from "./timing.ts";

/** A result at the server. */
export interface StoredResult {
  /** The key of its job. */
  readonly key: string;
  /** Its number. */
  readonly seq: number;
  /** What it holds. */
  readonly data: Uint8Array;
}

/** Results as they arrive, until it is closed. */
export interface ResultStream extends AsyncIterable<StoredResult> {
  /** Ends it. */
  close(): Promise<unknown>;
}

/** Where plans are put and results are found. */
export interface Exchange {
  /** Puts a plan into the queue, unless it already exists. */
  putPlan(job: RunJob): Promise<void>;
  /** Puts a plan back into the queue after a result for it has arrived. */
  putPlanAgain(job: RunJob): Promise<void>;
  /** Takes a plan out of the queue. */
  takePlanBack(job: RunJob): Promise<void>;
  /**
   * Sends what was begun in the run's folder, unless a worker has gone further.
   *
   * @throws {RangeError} It is too large to be sent.
   */
  offerCheckpoint(job: RunJob): Promise<void>;
  /** Asks the worker that is doing a job to pause it. */
  askToPause(key: string): void;
  /** The newest uncollected result of a job; undefined if there is none. */
  resultOf(key: string): Promise<StoredResult | undefined>;
  /** Results as they arrive. */
  openResults(): Promise<ResultStream>;
  /** Removes a result. */
  removeResult(seq: number): Promise<void>;
  /** Uses the files of an object, or what is wrong with it. */
  useBundle<T>(
    object: string,
    use: (received: Received | string | undefined) => Promise<T>,
  ): Promise<T>;
  /** Removes an object. */
  deleteBundle(object: string): Promise<void>;
  /** Calls back with what workers say about jobs in progress. */
  listen(onMessage: (key: string, data: Uint8Array) => void): Disposable;
  /** The workers that answer. */
  workersThere(): Promise<readonly string[]>;
}

/** An exchange at a NATS server. */
export function createExchange(link: Link, timing: NatsTiming): Exchange {
  const { connection, client, manager, names, persist } = link;
  return {
    putPlan: (job) => putPlan(link, job),
    putPlanAgain: (job) => putPlanAgain(link, job),
    takePlanBack: (job) => takePlanBack(link, job),
    offerCheckpoint: (job) => offerCheckpoint(link, job),
    askToPause: (key) => connection.publish(names.pause(key)),
    async resultOf(key) {
      const result = await resultAt(link, key);
      return result === null ? undefined : { key, seq: result.seq, data: result.data };
    },
    async openResults() {
      const messages = await persist(async () => {
        const consumer = await client.consumers.get(names.results);
        return await consumer.consume({ expires: timing.expiresMs });
      });
      return {
        async *[Symbol.asyncIterator]() {
          for await (const { subject, seq, data } of messages) {
            yield { key: keyIn(subject), seq, data };
          }
        },
        close: () => messages.close(),
      };
    },
    async removeResult(seq) {
      await persist(() => manager.streams.deleteMessage(names.results, seq));
    },
    useBundle: (object, use) => useBundle(link, object, use),
    deleteBundle: (object) => deleteBundle(link, object),
    listen(onMessage) {
      const events = connection.subscribe(names.event("*.*"), {
        callback: (_, { subject, data }) => onMessage(keyIn(subject), data),
      });
      return { [Symbol.dispose]: () => events.unsubscribe() };
    },
    workersThere: () => workersThere(link, timing.pingMs),
  };
}

/** The key of a job in the subject of a message. */
function keyIn(subject: string): string {
  return subject.split(".").slice(-2).join(".");
}
