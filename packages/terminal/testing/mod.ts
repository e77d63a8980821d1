/**
 * A terminal that keeps what is written to it: for tests, and for nothing else.
 *
 * @module
 */
export { createTestingTerminal, type TestingTerminal } from "./terminal.ts";
