/**
 * The two sides of making runs over NATS, for programs that speak to the server themselves: the
 * commands start them as processes of their own, by `createNatsEngine` and `runNatsWorker`.
 *
 * @module
 */
export { coordinate, type CoordinatorOptions } from "./coordinator.ts";
export { type Link, openLink } from "./link.ts";
export { type Names } from "./messages.ts";
export { NATS_TIMING, type NatsTiming } from "./timing.ts";
export { type Maker, type NatsWorkerOptions, serve } from "./worker.ts";
