/**
 * Asking a server until it answers: its absence is temporary, and so is that of its cluster's
 * leader; but waiting does not restore a stream that someone has deleted.
 *
 * @module
 */
import {
  JetStreamApiCodes,
  JetStreamApiError,
  JetStreamError,
  type JetStreamManager,
} from "@nats-io/jetstream";
import { ConnectionError, errors } from "@nats-io/transport-node";
import type { Names } from "./messages.ts";

/**
 * Retries something until it works.
 *
 * @param endOf The error to end with after an error; undefined to retry.
 */
export async function retry<T>(
  action: () => Promise<T>,
  pauseMs: number,
  endOf: (error: unknown) => unknown,
): Promise<T> {
  while (true) {
    try {
      return await action();
    } catch (error) {
      const end = await endOf(error);
      if (end !== undefined) throw end;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/**
 * Whether an error means that the server is unavailable for now. A server that no longer has
 * JetStream, or ends a request halfway, has lost the leader of its cluster until another one is
 * elected. A deleted stream causes the same errors: {@link missingFrom} tells them apart.
 */
export function isAbsence(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return error.status >= 500 && error.code !== NO_CLUSTER;
  return isWithoutJetStream(error) || error instanceof JetStreamError ||
    error instanceof errors.TimeoutError || error instanceof errors.NoRespondersError ||
    error instanceof errors.RequestError || error instanceof ConnectionError;
}

/** Whether nobody answers for JetStream. */
export function isWithoutJetStream(error: unknown): boolean {
  return error instanceof Error && error.name === "JetStreamNotEnabled";
}

/** What a single server says when asked for several copies of a stream. */
const NO_CLUSTER = 10074;

/** Whether a single server was asked for several copies of a stream. */
export function isNoCluster(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === NO_CLUSTER;
}

/**
 * What no longer exists according to the server; undefined if everything does, or it does not
 * answer.
 */
export async function missingFrom(
  { streams, consumers }: JetStreamManager,
  { plans, results, files, workers }: Names,
): Promise<string | undefined> {
  let stream = plans;
  try {
    await consumers.info(plans, workers);
    for (stream of [results, `OBJ_${files}`]) await streams.info(stream);
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) return undefined;
    if (error.code === JetStreamApiCodes.StreamNotFound) return `the stream ${stream}`;
    if (error.code === JetStreamApiCodes.ConsumerNotFound) {
      return `the consumer ${workers} of ${plans}`;
    }
  }
  return undefined;
}
