/**
 * Which pages there are: of an experiment, of two held against each other, and the index; from what
 * `@samebit/findings` says and `@samebit/charts` draws.
 *
 * @module
 */
export { type Confirmed, type ConfirmedRun, digestOfFiles, writeConfirmed } from "./confirmed.ts";
export { writeComparison } from "./compare/write_comparison.ts";
export { renderOneFile, writeOneFile } from "./one_file.ts";
export type { Live, LiveRun } from "./page/progress.tsx";
export { portablePart } from "./page/machine.tsx";
export { renderWaitingPage } from "./page/waiting_page.tsx";
export { type OfferedRun, offerReruns, readRerun } from "./reruns.ts";
export {
  type IndexOptions,
  listExperiments,
  renderIndex,
  type RenderOptions,
  renderReport,
  writeIndex,
  writeReport,
  type WrittenReport,
} from "./write_report.ts";
export type { ComparisonPage } from "./compare/list_comparisons.ts";
