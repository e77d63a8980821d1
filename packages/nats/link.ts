/**
 * A connection to NATS with the streams that runs travel on. It survives the server's absence:
 * requests made in the meantime wait, and a repeated request counts once, by message ids or because
 * it has the same effect.
 *
 * @module
 */
import {
  AckPolicy,
  DiscardPolicy,
  jetstream,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { type ObjectStore, Objm } from "@nats-io/obj";
import {
  connect,
  credsAuthenticator,
  errors,
  nanos,
  type NatsConnection,
} from "@nats-io/transport-node";
import { BadInput } from "@samebit/input";
import { type NatsAddress, refuseClearPassword } from "./address.ts";
import { type Names, namesOfSpace } from "./messages.ts";
import { isAbsence, isNoCluster, isWithoutJetStream, missingFrom, retry } from "./persist.ts";
import { createRoom, type Room } from "./room.ts";
import type { NatsTiming } from "./timing.ts";

/** A connection with everything that coordinators and workers use of it. */
export interface Link extends AsyncDisposable {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly files: ObjectStore;
  readonly names: Names;
  /** Room for the objects held in memory. */
  readonly room: Room;
  /**
   * Retries something until the server can be reached; throws every other error.
   *
   * @throws {BadInput} Someone has deleted a stream that is needed.
   */
  persist<T>(action: () => Promise<T>): Promise<T>;
}

/** The most workers that are counted; further answers are ignored. */
const MOST_WORKERS = 10_000;

/** How many servers are needed so that any one may die; as many keep each stream. */
const LEAST_CLUSTER = 3;

/** What to do after a stream was deleted. */
const ANEW = "someone deleted it; run the command again to create it";

/** How long results and files are kept for a coordinator. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * Connects and creates what does not exist yet.
 *
 * @param say Called when the connection is lost and restored.
 * @throws {BadInput} The server does not exist, refuses the login, would be sent a password in the
 *   clear or has no JetStream, or several servers are not one cluster, or have had no leader for a
 *   while.
 */
export async function openLink(
  address: NatsAddress,
  timing: NatsTiming,
  say: (text: string) => void,
): Promise<Link> {
  refuseClearPassword(address);
  const connection = await connectTo(address);
  const where = address.servers.join(",");
  reportLosses(connection, where, say);
  const closed = new AbortController();
  connection.closed().then(() => closed.abort());
  try {
    const names = namesOfSpace(address.space);
    const replicas = address.servers.length < LEAST_CLUSTER ? 1 : LEAST_CLUSTER;
    const client = jetstream(connection);
    const { manager, files } = await retry(
      async () => {
        const manager = await jetstreamManager(connection);
        await makeStreams(manager, names, { space: address.space, replicas, timing });
        const files = await new Objm(client).create(names.files, {
          storage: StorageType.File,
          ttl: nanos(KEPT_MS),
          replicas,
        });
        return { manager, files };
      },
      timing.retryMs,
      endOfOpening(where, timing.openMs),
    );
    const persist = <T>(action: () => Promise<T>) =>
      retry(action, timing.retryMs, async (error) => {
        if (closed.signal.aborted) return error;
        const gone = await missingFrom(manager, names);
        if (gone !== undefined) {
          return new BadInput("--engine", `${gone} is gone from ${where}; ${ANEW}`);
        }
        return isAbsence(error) ? undefined : error;
      });
    return {
      connection,
      client,
      manager,
      files,
      names,
      room: createRoom(),
      persist,
      async [Symbol.asyncDispose]() {
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    if (isWithoutJetStream(error)) {
      throw new BadInput("--engine", `${where} has no JetStream; start the server with -js`);
    }
    if (!isNoCluster(error)) throw error;
    const remedy = `start them as one, or name fewer than ${LEAST_CLUSTER}`;
    throw new BadInput("--engine", `${where} are not one cluster; ${remedy}`);
  }
}

/** A server may be up while its cluster has no leader yet, which takes seconds to elect. */
function endOfOpening(where: string, openMs: number): (error: unknown) => unknown {
  const end = performance.now() + openMs;
  return (error) => {
    if (!isAbsence(error) || isWithoutJetStream(error)) return error;
    if (performance.now() < end) return undefined;
    const reason = error instanceof Error ? error.message : error;
    const remedy = "run the command again once most servers of the cluster are up";
    return new BadInput("--engine", `${where} cannot keep streams just now: ${reason}; ${remedy}`);
  };
}

/** The names of the workers that answer within some time, sorted. */
export async function workersThere(
  { connection, names }: Link,
  pingMs: number,
): Promise<string[]> {
  const answers: string[] = [];
  try {
    const options = { strategy: "timer", maxWait: pingMs } as const;
    for await (const answer of await connection.requestMany(names.ping, "", options)) {
      if (answers.length < MOST_WORKERS) answers.push(answer.string().slice(0, 200));
    }
  } catch {
    // No worker answers, or the server is gone.
  }
  return answers.sort();
}

async function connectTo(address: NatsAddress): Promise<NatsConnection> {
  const { servers, user, credentials, tls, requiresTls } = address;
  using alert = listenForAlert();
  try {
    const connecting = connect({
      servers: [...servers],
      // Names are not resolved here: the right to reach a server is by its name.
      resolve: false,
      ignoreClusterUpdates: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      ...(user !== undefined && { user: user.name, pass: user.password }),
      ...(credentials !== undefined &&
        { authenticator: credsAuthenticator(await Deno.readFile(credentials)) }),
      ...((tls !== undefined || requiresTls) && {
        tls: {
          ...(tls?.ca !== undefined && { caFile: tls.ca }),
          ...(tls?.certificate !== undefined && { certFile: tls.certificate }),
          ...(tls?.key !== undefined && { keyFile: tls.key }),
        },
      }),
    });
    return await Promise.race([connecting, alert.heard]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // A server that refuses a certificate may close the connection before its reason is received.
    const isUnheard = error instanceof errors.TimeoutError && (tls !== undefined || requiresTls);
    const hint = isUnheard || ALERT.test(reason)
      ? "; it may want a client certificate that its authority signed"
      : "";
    throw new BadInput("--engine", `cannot connect to ${servers.join(",")}: ${reason}${hint}`);
  }
}

/** What TLS says when the other side refuses, such as `received fatal alert: BadCertificate`. */
const ALERT = /^received fatal alert/;

/**
 * Listens for a server's TLS refusal: after the handshake, it is thrown where it cannot be caught,
 * instead of being reported on the connection.
 */
function listenForAlert(): Disposable & { readonly heard: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting for it any more.
  promise.catch(() => {});
  const listen = (event: ErrorEvent) => {
    if (!(event.error instanceof Error) || !ALERT.test(event.error.message)) return;
    event.preventDefault();
    reject(event.error);
  };
  globalThis.addEventListener("error", listen);
  return {
    heard: promise,
    [Symbol.dispose]: () => globalThis.removeEventListener("error", listen),
  };
}

async function makeStreams(
  manager: JetStreamManager,
  names: Names,
  { space, replicas, timing: { ackWaitMs } }: {
    readonly space: string;
    readonly replicas: number;
    readonly timing: NatsTiming;
  },
): Promise<void> {
  await addStream(manager, {
    name: names.plans,
    subjects: [`${space}.plans.>`],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    num_replicas: replicas,
  });
  await addStream(manager, {
    name: names.results,
    subjects: [`${space}.results.>`],
    storage: StorageType.File,
    num_replicas: replicas,
    discard: DiscardPolicy.Old,
    max_age: nanos(KEPT_MS),
  });
  await manager.consumers.add(names.plans, {
    durable_name: names.workers,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: -1,
  });
}

/**
 * Creates a stream; an existing one stays as it is, with as many copies as its creator asked for.
 */
async function addStream(
  manager: JetStreamManager,
  config: Parameters<JetStreamManager["streams"]["add"]>[0],
): Promise<void> {
  try {
    await manager.streams.add(config);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== IS_THERE) throw error;
  }
}

/** What a server says about a stream that exists with another configuration. */
const IS_THERE = 10058;

async function reportLosses(
  connection: NatsConnection,
  where: string,
  say: (text: string) => void,
): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === "disconnect") say(`The connection to ${where} is lost; waiting for it`);
    if (type === "reconnect") say(`Connected to ${where} again`);
  }
}
