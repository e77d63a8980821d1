/**
 * The engine that submits runs to Slurm as arrays of tasks.
 *
 * @module
 */
export type { SlurmOptions } from "./batch_script.ts";
export type { Scheduler, TaskId, TaskStates } from "./controller.ts";
export { createSlurmEngine, type SlurmEngineOptions } from "./slurm_engine.ts";
