/**
 * A folder that a test has to itself: for tests, and for nothing else.
 *
 * @module
 */
export { inFolder, namesIn } from "./folder.ts";
