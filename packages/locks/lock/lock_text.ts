/**
 * The text of a lock: JSON, a line for each digest, runs by label and seed, so that equal locks
 * have equal bytes and a review shows which runs changed and from which epoch on. Reading is
 * strict: edits by hand are found and named by their place.
 *
 * @module
 */
import { SAME_EVERYWHERE } from "@samebit/runlog";
import type { z } from "zod";
import { isOwnName, isSlug } from "@samebit/experiment";
import {
  BadInput,
  faultsOf,
  FROM_0,
  FROM_1,
  isObject,
  isSha256,
  list,
  object,
  refuseFaults,
  schemaOf,
  SHA256_DIGITS,
  value,
} from "@samebit/input";
import { DEFAULT_EVALUATION } from "@samebit/solver";
import { sameFilesOf } from "@samebit/store";
import { CHAIN_DIGITS } from "./chain.ts";
import { byName, formatRunName, type Lock, LOCK_VERSION, type LockedRun } from "./lock.ts";

/** The text of a lock. */
export function formatLock(
  { contract, slug, sources, kinds = {}, warnings, runs }: Lock,
): string {
  const text = {
    lock: LOCK_VERSION,
    contract,
    slug,
    sources: sources.toSorted(),
    ...(Object.keys(kinds).length > 0 && { kinds }),
    ...(warnings.length > 0 && { warnings: warnings.toSorted() }),
    runs: runs.toSorted(byName).map((run) => ({
      label: run.label,
      seed: run.seed,
      ...(run.proposed !== undefined && { proposed: run.proposed }),
      identity: run.identity,
      dataHash: run.dataHash,
      ...(run.untilEpoch !== undefined && { untilEpoch: run.untilEpoch }),
      // What a plan does not ask for has no digest, and JSON leaves it out.
      files: Object.fromEntries(SAME_EVERYWHERE.map((name) => [name, run.files[name]])),
      epochs: run.epochs,
    })),
  };
  return JSON.stringify(text, null, 2) + "\n";
}

const CHAIN_DIGEST = new RegExp(`^[0-9a-f]{${CHAIN_DIGITS}}$`);
const chainDigest = value(
  `${CHAIN_DIGITS} hexadecimal digits`,
  (digest) => typeof digest === "string" && CHAIN_DIGEST.test(digest),
);

// These are printed, so they must not contain terminal control characters.
const isPlain = (text: unknown) => typeof text === "string" && /^[ -~]+$/.test(text);

const label = value("a name in plain letters", isPlain);

const warning = value("a warning in plain letters", isPlain);

const labels = value(
  "labels by tuned axis",
  (value) => isObject(value) && Object.entries(value).flat().every(isPlain),
);

const proposed = object({ variant: label, tuned: labels });

const kindHashes = value(
  "64 hexadecimal digits by the name of each kind",
  (value) =>
    isObject(value) && Object.keys(value).every(isOwnName) &&
    Object.values(value).every(isSha256),
);

const slug = value(
  "lower-case words joined by hyphens",
  (slug) => typeof slug === "string" && isSlug(slug),
);

/** The files of every run, whatever its plan asks for. */
const ALWAYS = sameFilesOf({ evaluation: { ...DEFAULT_EVALUATION, test: false } });

const LOCK = object({
  lock: schemaOf(FROM_1),
  contract: schemaOf(FROM_1),
  slug,
  sources: list(SHA256_DIGITS, "a list of digests"),
  kinds: kindHashes.optional(),
  warnings: list(warning, "a list of warnings").optional(),
  runs: list(
    object({
      label,
      seed: schemaOf(FROM_0),
      proposed: proposed.optional(),
      identity: SHA256_DIGITS,
      dataHash: SHA256_DIGITS,
      untilEpoch: schemaOf(FROM_1).optional(),
      files: object(
        Object.fromEntries(SAME_EVERYWHERE.map((name) => [name, SHA256_DIGITS.optional()])),
      ),
      epochs: list(chainDigest, "a list of digests")
        .min(1, { error: "is empty; wanted a digest for each epoch from 0" }),
    }).superRefine(checkFiles),
    "a list of runs",
  ).superRefine(checkNames),
});

/** A complete run has at least the files of every run; one that a search stopped has none. */
function checkFiles(run: unknown, context: z.RefinementCtx): void {
  const { untilEpoch, files } = run as LockedRun;
  for (const name of SAME_EVERYWHERE) {
    const isThere = files[name] !== undefined;
    const complain = (message: string) =>
      context.addIssue({ code: "custom", path: ["files", name], message });
    if (untilEpoch !== undefined && isThere) complain("is not a file of a stopped run");
    if (untilEpoch === undefined && !isThere && ALWAYS.includes(name)) {
      complain("is missing; wanted 64 hexadecimal digits");
    }
  }
}

function checkNames(runs: unknown, context: z.RefinementCtx): void {
  const complain = (at: number, message: string) =>
    context.addIssue({ code: "custom", path: [at], message });
  const seen = new Set<string>();
  for (const [at, run] of (runs as LockedRun[]).entries()) {
    const name = formatRunName(run);
    if (seen.has(name)) complain(at, `${name} is listed twice`);
    if (seen.has(run.identity)) complain(at, `the identity of ${name} is listed twice`);
    seen.add(name).add(run.identity);
  }
}

/**
 * Reads the text of a lock.
 *
 * @param text The text.
 * @param place The file's name, for messages.
 * @throws {BadInput} It is not JSON, of another version, or a field is not valid: each fault with
 *   its place, such as `x.lock.json: runs.3.files.steps.csv: is missing; wanted ...`.
 */
export function parseLock(text: string, place: string): Lock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadInput(place, `is not JSON: ${(error as Error).message}`);
  }
  const version = (value as { readonly lock?: unknown } | null)?.lock;
  if (typeof version === "number" && version !== LOCK_VERSION) {
    throw new BadInput(
      place,
      `is a lock of version ${version}, this program reads version ${LOCK_VERSION}`,
    );
  }
  refuseFaults(place, faultsOf(LOCK, value));
  const { lock: _, ...rest } = value as { readonly lock: number } & Lock;
  return { ...rest, warnings: rest.warnings ?? [] };
}
