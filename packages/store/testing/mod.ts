/**
 * A folder that a test has to itself. Only for tests.
 *
 * @module
 */
export { inFolder, namesIn } from "./folder.ts";
