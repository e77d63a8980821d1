/**
 * Jobs of small runs, an engine that does them in this process, and the contents of their folders.
 * Only for tests.
 *
 * @module
 */
export { createEngineHere, digitsJob, sameFiles } from "./runs.ts";
