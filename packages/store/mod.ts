/**
 * The one door to the output folder: whatever is read, listed, written, renamed, locked or removed
 * below it goes through here. No name there is followed through a link, only regular files of a
 * bounded size are read, new files are made anew, and nothing is removed that was not made here.
 *
 * @module
 */
export { BadInput } from "./bad_input.ts";
export {
  type Digests,
  digestsOf,
  faultOfDigest,
  formatDigests,
  parseDigests,
  requireDigest,
  sha256Of,
} from "./digests.ts";
export { type Entry, entryAt, isThere } from "./entries.ts";
export { FAILURE, forgetFailure, noteFailure } from "./failure.ts";
export { unlessMissing, usingFolder } from "./faults.ts";
export { holdFolder } from "./hold_folder.ts";
export { type Limit, type LimitName, LIMITS } from "./limits.ts";
export {
  checkFolder,
  foldersIn,
  namesIn,
  placesIn,
  readBytes,
  readBytesSync,
  readFrom,
  readGiven,
  readText,
  readTextSync,
  requireBytes,
  requireText,
} from "./read.ts";
export { rootOf, rootOfRun } from "./root.ts";
export { RUN_FILES, SAME_EVERYWHERE } from "./run_files.ts";
export { shownPath } from "./shown_path.ts";
export {
  appendText,
  createFile,
  makeFolder,
  makeNewFolder,
  makeScratch,
  moveFolder,
  openKept,
  removeFile,
  removeFolder,
  removeParts,
  replaceFile,
  syncFolder,
} from "./write.ts";
