/**
 * Runs without files, in the browser of the page's reader. A recorded run is repeated and compared
 * with its record, number by number; a claim is judged by runs made there; a run with other
 * settings is tried. `worker.ts` is the entry of the browser bundle.
 *
 * @module
 */
export type { RerunDifference } from "./compare.ts";
export {
  type LossPoint,
  type MadeRun,
  type RecordedFiles,
  type RecordedRun,
  rerun,
  type RerunEvent,
  type RerunVerdict,
} from "./rerun.ts";
export type { Look, Scene, Snapshot, Tiles } from "./look.ts";
export type { Judged, MadeMetrics, MadeSide } from "./judge.ts";
export type { EpochPoint, Tried } from "./try_run.ts";
export type { RerunMessage, RerunTask } from "./worker.ts";
