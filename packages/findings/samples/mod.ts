/**
 * Experiments as they would be recorded, made by formulas: for tests of code that reads or draws
 * them, and for nothing else.
 *
 * @module
 */
export { sampleLogs, sampleRecord, searchedLogs, writeSample } from "./sample_logs.ts";
export {
  HOSTILE,
  hostileSample,
  LOOKED,
  sample,
  type SampleExperiment,
  type SampleVariant,
  SCALES,
  SMALL,
  TUNED,
  UPDATE_RULES,
} from "./samples.ts";
