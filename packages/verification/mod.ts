/**
 * What is verified: experiments with locks and records, archives, random parts of them, and
 * students' submissions; read and matched before anything is repeated, and attested afterwards.
 *
 * @module
 */
export { type ArchiveSubject, isArchive, printClaims, readArchive } from "./archive_subjects.ts";
export { attest, type Signer, signerOf } from "./attest.ts";
export { checkSpots, type SpotMeans, type Spots, spotsOf } from "./spots.ts";
export {
  ALL_SAME,
  type CheckedExperiment,
  type CheckOptions,
  checkSubmission,
  submittedFiles,
} from "./submissions.ts";
export { otherDataOf, readSubjects, type Subject, type SubjectOptions } from "./verify_subjects.ts";
