/**
 * What commands print: about experiments before they run, about runs in progress, and about results
 * and verdicts afterwards, for people and as JSON. It uses the same findings and formats as the
 * pages.
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
