/**
 * The side of a worker at a NATS server, for programs that make runs in a way of their own; the
 * command `worker` makes them in worker processes. And the names on the server, to look at what is
 * there with the tools of NATS.
 *
 * @module
 */
export { type Names, namesIn } from "./messages.ts";
export { NATS_TIMING } from "./timing.ts";
export { type Maker, type NatsWorkerOptions, serveNats } from "./worker.ts";
