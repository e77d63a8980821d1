/**
 * A plain network for tests, of this package and of those that build on it.
 *
 * @module
 */
export { PLAIN_PURPOSE } from "./plain.ts";
