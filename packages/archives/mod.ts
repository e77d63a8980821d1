/**
 * Archives: an experiment's result in one file that can verify itself. What it contains, how it is
 * written and read, and the program in it that repeats its runs.
 *
 * @module
 */
export {
  checkConfirmations,
  type CheckedConfirmation,
  STATEMENT_END,
} from "./confirm/confirmations.ts";
export { signingKeyOfGit } from "./confirm/git_key.ts";
export { signFile } from "./confirm/signatures.ts";
export {
  type Confirmation,
  type ConfirmedSubject,
  digestOfRun,
  formatStatement,
} from "./confirm/statement.ts";
export { type Archive, openArchive, unpackArchive } from "./open_archive.ts";
export { type PublishedArchive, publishExperiment, type PublishOptions } from "./publish.ts";
export { parseSums, SUMS, type Sums } from "./sums.ts";
export {
  type ClaimWord,
  describeClaim,
  judgeClaims,
  type JudgedClaim,
} from "./verifier/judge_claims.ts";
export { type ArchiveFiles, writeZip } from "./zip/write_zip.ts";
