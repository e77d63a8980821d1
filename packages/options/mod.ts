/**
 * Flags that several commands share: where things are, where runs are executed, by which kernels,
 * and on which machine. Nothing here changes a number.
 *
 * @module
 */
export {
  addressOf,
  auditShare,
  chosenLocation,
  createEngine,
  describeLocation,
  ENGINE_FLAGS,
  type EngineOptions,
  LOGIN_FLAGS,
  type RunLocation,
} from "./engine_flags.ts";
export { describeEnvironment, expectationDigest } from "./environment.ts";
export {
  createKernelsHere,
  KERNELS_FLAGS,
  KERNELS_HERE,
  kernelsHere,
  kernelsOf,
  nativeFolder,
} from "./kernels_flags.ts";
export {
  DATA_DIR,
  dataDirOf,
  DEFAULT_EXPERIMENT,
  experimentFile,
  experimentFiles,
  EXPERIMENTS,
  kindsDir,
  OUT,
  outOf,
  refusePlaces,
  requireReadable,
  requireWritable,
} from "./places.ts";
