/**
 * An exchange that is a list in this process, and a worker whose messages are written by a test.
 * Only for tests.
 */
import type { JobEnd } from "@samebit/engines";
import { digestOf, keyOf, type RunFile, type RunJob } from "@samebit/store";
import type { Exchange, ResultStream, StoredResult } from "./exchange.ts";
import { formatMessage, type ResultMessage, type WorkerNews } from "./messages.ts";

/** An exchange and what tests do at its other end. */
export interface ListedExchange extends Exchange {
  /** The keys of the plans in the queue, in the order in which they were put there. */
  readonly plans: string[];
  /** The keys of the jobs that have been asked to pause. */
  readonly paused: string[];
  /** The workers that answer. */
  workers: readonly string[];
  /** How many results have not been removed. */
  readonly results: number;
  /** Waits until that many plans are in the queue. */
  holds(count: number): Promise<void>;
  /** A worker reports something about a job. */
  say(job: RunJob, worker: string, event: WorkerNews, delivery?: number): void;
  /** A worker sends how a job ended, with the files of its run, and takes its plan out of the queue. */
  send(job: RunJob, worker: string, end: JobEnd, files?: readonly RunFile[]): void;
}

/** An exchange that holds nothing. */
export function createListedExchange(): ListedExchange {
  const stored: StoredResult[] = [];
  const bundles = new Map<string, readonly RunFile[]>();
  const plans: string[] = [];
  const paused: string[] = [];
  let changed = Promise.withResolvers<void>();
  let isClosed = false;
  let seq = 0;
  let hear: (key: string, data: Uint8Array) => void = () => {};

  function change(): void {
    changed.resolve();
    changed = Promise.withResolvers();
  }
  function remove(list: string[], key: string): void {
    if (list.includes(key)) list.splice(list.indexOf(key), 1);
    change();
  }
  function put(job: RunJob): Promise<void> {
    if (!plans.includes(keyOf(job))) plans.push(keyOf(job));
    change();
    return Promise.resolve();
  }
  async function* come(): AsyncGenerator<StoredResult> {
    for (let next = 1; !isClosed;) {
      const result = stored.find((each) => each.seq >= next);
      if (result === undefined) {
        await changed.promise;
        continue;
      }
      next = result.seq + 1;
      yield result;
    }
  }
  return {
    plans,
    paused,
    workers: [],
    get results() {
      return stored.length;
    },
    async holds(count) {
      while (plans.length !== count) await changed.promise;
    },
    say(job, worker, event, delivery = 1) {
      hear(keyOf(job), new TextEncoder().encode(formatMessage({ worker, delivery, event })));
    },
    send(job, worker, end, files = []) {
      const object = `${job.identity}/${++seq}`;
      const bundle = { object, files: files.map(digestOf) };
      const result: ResultMessage = end.kind === "failed"
        ? { worker, end }
        : { worker, end, bundle };
      if (files.length > 0) bundles.set(object, files);
      const data = new TextEncoder().encode(formatMessage(result));
      stored.push({ key: keyOf(job), seq, data });
      remove(plans, keyOf(job));
    },
    putPlan: put,
    putPlanAgain: put,
    takePlanBack: (job) => Promise.resolve(remove(plans, keyOf(job))),
    offerCheckpoint: () => Promise.resolve(),
    askToPause: (key) => void paused.push(key),
    resultOf: (key) => Promise.resolve(stored.findLast((each) => each.key === key)),
    openResults() {
      const results: ResultStream = {
        [Symbol.asyncIterator]: come,
        close() {
          isClosed = true;
          change();
          return Promise.resolve();
        },
      };
      return Promise.resolve(results);
    },
    removeResult(number) {
      stored.splice(stored.findIndex((each) => each.seq === number), 1);
      return Promise.resolve();
    },
    useBundle(object, use) {
      const files = bundles.get(object);
      return use(files && { files, by: undefined });
    },
    deleteBundle(object) {
      bundles.delete(object);
      return Promise.resolve();
    },
    listen(onMessage) {
      hear = onMessage;
      return { [Symbol.dispose]: () => hear = () => {} };
    },
    workersThere() {
      return Promise.resolve(this.workers);
    },
  };
}
