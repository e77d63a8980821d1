/**
 * A recorded run made again and compared with its record, number by number, where there are no
 * files: in the browser of whoever reads the page. `worker.ts` is the entry of the browser bundle.
 *
 * @module
 */
export type { RerunDifference } from "./compare.ts";
export {
  DIGESTED,
  type DigestedFile,
  type LossPoint,
  type RecordedFiles,
  type RecordedRun,
  rerun,
  type RerunEvent,
  type RerunVerdict,
} from "./rerun.ts";
export type { RerunMessage } from "./worker.ts";
