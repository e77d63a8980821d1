/**
 * A small experiment and ways to spoil it: for tests, and for nothing else.
 *
 * @module
 */
export { type Draft, SMALL_PLAN, spoiled } from "./experiments.ts";
