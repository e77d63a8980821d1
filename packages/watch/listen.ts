/**
 * The server of `watch`: Node's, since Deno's own does not close connections with an incomplete
 * request. Requests and responses are web standards; here they are only converted.
 *
 * @module
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LOOPBACK } from "./serve.ts";

/** How long a request may take to arrive, and how long an idle connection is kept. */
const PATIENCE_MS = 10_000;

/** How many connections there may be at a time. */
const MOST_CONNECTIONS = 200;

/** A server that listens. */
export interface Listening {
  /** The port. */
  readonly port: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/**
 * Listens on the loopback address until a signal is aborted.
 *
 * @param patienceMs How long to wait for the rest of a request; 10 seconds if left out.
 * @throws {Error} The port cannot be used; its `code` says why, such as `EADDRINUSE`.
 */
export async function listenOn(
  port: number,
  signal: AbortSignal,
  handler: (request: Request) => Promise<Response>,
  patienceMs: number = PATIENCE_MS,
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: patienceMs,
      requestTimeout: patienceMs,
      keepAliveTimeout: patienceMs,
      connectionsCheckingInterval: patienceMs / 4,
    },
    (incoming, outgoing) => void answer(incoming, outgoing, handler),
  );
  server.maxConnections = MOST_CONNECTIONS;
  const ended = new Promise<void>((resolve) => server.once("close", resolve));
  await open(server, port);
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  return { port: (server.address() as AddressInfo).port, ended };
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: (request: Request) => Promise<Response>,
): Promise<void> {
  const request = requestOf(incoming);
  if (request === undefined) return void outgoing.writeHead(400).end();
  const { status, headers, body } = await handler(request).catch(() =>
    new Response("The page cannot be rendered at the moment\n", { status: 500 })
  );
  outgoing.writeHead(status, Object.fromEntries(headers));
  outgoing.end(body === null ? undefined : await new Response(body).bytes());
}

/** The request without its body, which is not used here; undefined if it is not a valid request. */
function requestOf({ method = "", url = "", headers, rawHeaders }: IncomingMessage) {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host");
  if (hosts.length > 1) return undefined;
  try {
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    // The handler checks the host of the request; only the path counts here.
    return new Request(url.startsWith("/") ? `http://${LOOPBACK}${url}` : url, {
      method,
      headers: Object.fromEntries(texts),
    });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
