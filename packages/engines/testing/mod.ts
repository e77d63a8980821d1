/**
 * Jobs of small runs and what their folders hold: for tests, and for nothing else.
 *
 * @module
 */
export { jobOf, sameFiles } from "./runs.ts";
