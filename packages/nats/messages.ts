/**
 * The protocol of coordinators and workers over NATS: the names of streams and subjects, and the
 * messages on them. Every reader checks them: anyone may be on the other side.
 *
 * @module
 */
import { isSha256 } from "@samebit/input";
import { RUN_FILES } from "@samebit/runlog";
import type { Plan } from "@samebit/solver";
import type { JobEnd, JobFailure, JobNews } from "@samebit/engines";
import { z } from "zod";
import { checkPlan } from "@samebit/experiment";
import { isRunFile, type KeyedJob } from "@samebit/store";

/** The names that belong to a space. */
export interface Names {
  /** The stream of plans whose runs have not been done yet: a work queue. */
  readonly plans: string;
  /** The stream of how runs ended, until a coordinator has collected them. */
  readonly results: string;
  /** The object store of the files of runs. */
  readonly files: string;
  /** The consumer that all workers share. */
  readonly workers: string;
  /** The subject on which every worker answers with its name. */
  readonly ping: string;
  /** The subject of a plan, by the key of its job. */
  plan(key: string): string;
  /** The subject of a result. */
  result(key: string): string;
  /** The subject of the events of a run in progress. */
  event(key: string): string;
  /** The subject that asks a worker to pause a run. */
  pause(key: string): string;
}

/** The names in a space. */
export function namesOfSpace(space: string): Names {
  return {
    plans: `${space}-plans`,
    results: `${space}-results`,
    files: `${space}-files`,
    workers: "workers",
    ping: `${space}.ping`,
    plan: (key) => `${space}.plans.${key}`,
    result: (key) => `${space}.results.${key}`,
    event: (key) => `${space}.events.${key}`,
    pause: (key) => `${space}.pause.${key}`,
  };
}

/** A job as it is sent: its folder is up to the reader. */
export interface SentJob extends KeyedJob {
  /** The plan; checked if the contract is that of the reader. */
  readonly plan: unknown;
}

/** A job that is to be done. */
export interface PlanMessage {
  /** The contract under which it was planned. */
  readonly contract: number;
  /** The job. */
  readonly job: SentJob;
}

/** An object in the store. */
export interface Bundle {
  /** Its name. */
  readonly object: string;
  /** What is in it. */
  readonly files: readonly FileEntry[];
}

/** How a job ended at a worker, and where the files of its run are, unless it failed. */
export type ResultMessage =
  | {
    readonly worker: string;
    readonly end: Exclude<JobEnd, JobFailure>;
    readonly bundle: Bundle;
  }
  | { readonly worker: string; readonly end: JobFailure; readonly bundle?: undefined };

/** New rows of a log. */
export interface Rows {
  readonly kind: "rows";
  /** The log's name. */
  readonly name: string;
  /** The offset at which the piece begins. */
  readonly offset: number;
  /** Complete rows. */
  readonly text: string;
}

/** What a worker says about a job before it ends. */
export type WorkerNews =
  | JobNews
  | Rows
  /** The worker gives it back: it is ending, or cannot do this run and says why. */
  | { readonly kind: "returned"; readonly refusal?: string | undefined };

/** An event of a run in progress; it may be lost without harm. */
export interface EventMessage {
  /** The worker. */
  readonly worker: string;
  /** How many times its plan has been given to a worker, this time included. */
  readonly delivery: number;
  /** The event. */
  readonly event: WorkerNews;
}

/** A file in an object: the objects' bytes are those of its files, one after the other. */
export interface FileEntry {
  readonly name: string;
  readonly length: number;
  readonly sha256: string;
}

/** The most bytes that a message may have: longer ones are not even read. */
const MOST_BYTES = 2 ** 20;

/** The largest length of a reason, a notice or a stack. */
const MOST_WORDS = 4_000;

const count = z.int().min(0);
const hash = z.string().refine(isSha256);
/** A name that can be shown to people: no invisible characters. */
const worker = z.string().max(200).regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
/** Text shown to people: longer text is cut, since a reason must not be lost. */
const words = z.string().transform((text) => text.slice(0, MOST_WORDS));
const files = z.array(
  z.strictObject({ name: z.string().refine(isRunFile), length: count, sha256: hash }),
).max(20);

const planMessage = z.strictObject({
  contract: count,
  job: z.strictObject({ identity: hash, untilEpoch: count.optional(), plan: z.unknown() }),
});

const resultMessage = z.union([
  z.strictObject({
    worker,
    end: z.strictObject({ kind: z.enum(["finished", "paused"]) }),
    bundle: z.strictObject({ object: z.string().max(200), files }),
  }),
  z.strictObject({
    worker,
    end: z.strictObject({
      kind: z.literal("failed"),
      reason: words,
      stack: words.optional(),
      isUnable: z.boolean().optional(),
    }),
  }),
]);

const eventMessage = z.strictObject({
  worker,
  delivery: count,
  event: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("started") }),
    z.strictObject({
      kind: z.literal("progress"),
      progress: z.strictObject({ step: count, totalSteps: count, loss: z.number().optional() }),
    }),
    z.strictObject({ kind: z.literal("notice"), text: words }),
    z.strictObject({
      kind: z.literal("rows"),
      // Nothing is written before it has been checked as a part of a run.
      name: z.enum([RUN_FILES.steps, RUN_FILES.epochs]),
      offset: count,
      text: z.string(),
    }),
    z.strictObject({ kind: z.literal("returned"), refusal: words.optional() }),
  ]),
});

/** Whether a text can be the name of a worker. */
export function isWorkerName(name: string | undefined): name is string {
  return worker.safeParse(name).success;
}

/** A message as bytes. */
export function formatMessage(message: PlanMessage | ResultMessage | EventMessage): string {
  return JSON.stringify(message);
}

/** A received plan; undefined if it is not one. */
export function parsePlanMessage(data: Uint8Array): PlanMessage | undefined {
  return parse(planMessage, data);
}

/** A received result; undefined if it is not one. */
export function parseResult(data: Uint8Array): ResultMessage | undefined {
  return parse(resultMessage, data);
}

/** A received event; undefined if it is not one. */
export function parseEvent(data: Uint8Array): EventMessage | undefined {
  return parse(eventMessage, data);
}

/** The entries of the files in an object; undefined if it has none. */
export function parseEntries(text: string | undefined): readonly FileEntry[] | undefined {
  return parse(files, new TextEncoder().encode(text));
}

/**
 * The plan of a message of this contract.
 *
 * @throws {BadInput} It is not a plan of this version.
 */
export function planIn({ plan, identity }: SentJob): Plan {
  return checkPlan(plan, `plan ${identity.slice(0, 8)}`);
}

function parse<T>(schema: z.ZodType<T>, data: Uint8Array): T | undefined {
  if (data.length > MOST_BYTES) return undefined;
  try {
    const { success, data: value } = schema.safeParse(JSON.parse(new TextDecoder().decode(data)));
    return success ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
