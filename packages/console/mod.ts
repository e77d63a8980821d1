/**
 * What commands say: of experiments before they are run, of runs while they are made, of results and
 * verdicts afterwards, for people and as JSON. From the same findings and formats as pages.
 *
 * @module
 */
export { announce, listNetworks, listOutstanding, sayWarnings } from "./announce.ts";
export { runName, runResult } from "./describe_run.ts";
export {
  experimentOnImages,
  lookAtImages,
  type LookedAtImages,
  printImages,
} from "./describe_images.ts";
export { experimentOn, lookAtTable, type LookedAt, printTable } from "./describe_table.ts";
export { JSON_FLAG, type Output, outputOf } from "./json_output.ts";
export { createProgress, type ProgressOptions, type ProgressView } from "./progress.ts";
export { describeResults, type Results } from "./results.ts";
export { formatVerdict, formatVerdicts } from "./verdicts.ts";
