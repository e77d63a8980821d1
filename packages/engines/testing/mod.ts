/**
 * Jobs of small runs and what their folders hold: for tests, and for nothing else.
 *
 * @module
 */
export { inFolder, jobOf, namesIn, sameFiles } from "./runs.ts";
