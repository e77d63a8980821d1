/**
 * Random numbers that are a function of (seed, stream name, page, index), and of nothing else.
 *
 * A stream is plain data: a seed, a name and the key made of them. There is no generator with
 * changing state, so drawing more here changes nothing there, and a resumed run needs only to know
 * its step. The words come from Philox4x32-10; the distributions say exactly how words become
 * numbers. Not for secrets: anyone who knows the seed knows all numbers.
 *
 * How words and numbers are made, and the table of all streams: `docs/contracts/4-random-numbers.md`.
 *
 * @module
 */
export { fillMask, maskThreshold } from "./mask.ts";
export { fillNormal, normalQuantile } from "./normal.ts";
export { createNumpyLegacyRandom } from "./numpy_legacy.ts";
export type { NumpyLegacyRandom } from "./numpy_legacy.ts";
export { philox4x32 } from "./philox.ts";
export { createStream, fillWords } from "./stream.ts";
export type { Stream } from "./stream.ts";
export { fillIntegers, fillUniform, permutation } from "./uniform.ts";
