/**
 * Layers set up for tests of this package and of those that build on it.
 *
 * @module
 */
export { bits, createTestLayer, type LayerSetUp, list, TESTING, TRAINING } from "./layer.ts";
