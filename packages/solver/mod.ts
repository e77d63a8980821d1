/**
 * The training of one run: the plan as data, and `execute`, a generator that turns a plan and its
 * data into rows, checkpoints and weights. It knows no files, no console and no clock, so that the
 * same code trains on a desk, in a worker, on another machine and in a browser.
 *
 * @module
 */
export * from "./checkpoint.ts";
export * from "./execute.ts";
export * from "./identity.ts";
export * from "./plan.ts";
export * from "./trainer.ts";
