/**
 * Jobs of small runs, an engine that makes them in this process, and what their folders hold: for tests, and for nothing else.
 *
 * @module
 */
export { createEngineHere, digitsJob, sameFiles } from "./runs.ts";
