/**
 * The engine that gives plans to workers on other machines through a NATS server, and those workers.
 *
 * @module
 */
export {
  isNatsAddress,
  type NatsAddress,
  parseNatsAddress,
  refuseClearPassword,
} from "./address.ts";
export { type Names, namesOfSpace } from "./messages.ts";
export { createNatsEngine, type NatsEngineOptions } from "./nats_engine.ts";
export { type NatsWorkerSettings, runNatsWorker } from "./nats_worker.ts";
export type { NatsTiming } from "./timing.ts";
export { type NatsWorkerOptions, type Runner, serveNats } from "./worker.ts";
