/**
 * The pages of an experiment, and the index, made from the results of `@samebit/findings` and the
 * charts of `@samebit/charts`.
 *
 * @module
 */
export { type Confirmed, type ConfirmedRun, digestOfFiles, writeConfirmed } from "./confirmed.ts";
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
