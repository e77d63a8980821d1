/**
 * A statement that somebody repeated the runs of an archive, and the result: an in-toto statement
 * about the archive and each run that was repeated.
 *
 * Source: in-toto Attestation Framework, "Statement" v1.
 */
import { sha256Of } from "@samebit/store/sha256";
import {
  BadInput,
  faultsOf,
  FROM_0,
  list,
  object,
  refuseFaults,
  schemaOf,
  SHA256_DIGITS,
  value,
} from "@samebit/input";
import type { LockedRun } from "@samebit/locks";
import type { JsonObject } from "@samebit/runlog";

/** The predicate type of our statements. */
const TYPE = "https://in-toto.io/Statement/v1";
const PREDICATE = "urn:samebit:confirmation:1";

/** A file or a run, by digest. */
export interface ConfirmedSubject {
  /** The archive's name, or the run's, such as `adam, seed 1`. */
  readonly name: string;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
}

/** What somebody found. */
export interface Confirmation {
  /** The archive. */
  readonly archive: ConfirmedSubject;
  /** The runs that were repeated, by their entries in the lock. */
  readonly runs: readonly ConfirmedSubject[];
  /** Who says so, as named in `allowed_signers`. */
  readonly by: string;
  /** When, in ISO 8601. */
  readonly when: string;
  /** How many runs the archive has. */
  readonly of: number;
  /** How many of the repeated runs were the same, bit for bit. */
  readonly same: number;
  /** The kernels that computed them, such as `native`. */
  readonly kernels: readonly string[];
  /** Machine, system and engine, as in `environment.json`. */
  readonly environment: JsonObject;
}

/**
 * The digest of a run in a statement: the SHA-256 of its entry in the lock, one line each for its
 * identity, its digests by epoch, and the digests of its files.
 */
export function digestOfRun({ identity, epochs, files }: LockedRun): string {
  const names = Object.keys(files).sort();
  const lines = [identity, ...epochs, ...names.map((name) => `${files[name]}  ${name}`)];
  return sha256Of(lines.join("\n") + "\n");
}

/** The text of a statement. */
export function formatStatement({ archive, runs, ...predicate }: Confirmation): string {
  const subject = [archive, ...runs].map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  const statement = { _type: TYPE, subject, predicateType: PREDICATE, predicate };
  return JSON.stringify(statement, null, 2) + "\n";
}

const plain = value(
  "text in ASCII letters",
  (text) => typeof text === "string" && /^[ -~]{1,200}$/.test(text),
);

const subject = object({
  name: plain,
  digest: object({
    sha256: SHA256_DIGITS,
  }),
});

const STATEMENT = object({
  _type: value(TYPE, (text) => text === TYPE),
  subject: list(subject, "a list of the archive and runs").min(1, { error: "is empty" }),
  predicateType: value(PREDICATE, (text) => text === PREDICATE),
  predicate: object({
    by: plain,
    when: value(
      "a time such as 2026-11-29T13:00:00Z",
      (text) => typeof text === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text),
    ),
    of: schemaOf(FROM_0),
    same: schemaOf(FROM_0),
    kernels: list(plain, "a list of kernels"),
    environment: value(
      "an object of ASCII texts and numbers",
      (value) =>
        typeof value === "object" && value !== null &&
        Object.entries(value).flat().every((part) =>
          typeof part === "number" || (typeof part === "string" && /^[ -~]{0,200}$/.test(part))
        ),
    ),
  }),
});

/**
 * Reads the text of a statement.
 *
 * @throws {BadInput} It is not JSON, or a field is not valid.
 */
export function parseStatement(text: string, place: string): Confirmation {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new BadInput(place, `is not JSON: ${(error as Error).message}`);
  }
  refuseFaults(place, faultsOf(STATEMENT, parsed));
  const { subject, predicate } = parsed as {
    readonly subject: readonly {
      readonly name: string;
      readonly digest: { readonly sha256: string };
    }[];
    readonly predicate: Omit<Confirmation, "archive" | "runs">;
  };
  const [archive, ...runs] = subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 }));
  return { archive: archive!, runs, ...predicate };
}
