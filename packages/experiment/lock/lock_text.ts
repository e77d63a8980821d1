/**
 * The text of a lock: JSON, a line for each digest, runs by label and seed, so that equal locks are
 * equal bytes and a review shows which runs moved and from which epoch on. Reading is strict: what
 * somebody edited by hand is found and named by its place.
 *
 * @module
 */
import { z } from "zod";
import { BadInput } from "../bad_input.ts";
import { isSlug } from "../identifiers.ts";
import { faultsOf, object, quote, refuseFaults, type Schema, whole } from "../schema.ts";
import { SAME_EVERYWHERE } from "../store.ts";
import { CHAIN_DIGITS } from "./chain.ts";
import { byName, formatRunName, type Lock, LOCK_VERSION, type LockedRun } from "./lock.ts";

/** The text of a lock. */
export function formatLock({ contract, slug, sources, runs }: Lock): string {
  const text = {
    lock: LOCK_VERSION,
    contract,
    slug,
    sources: sources.toSorted(),
    runs: runs.toSorted(byName).map(({ label, seed, identity, dataHash, files, epochs }) => ({
      label,
      seed,
      identity,
      dataHash,
      files: Object.fromEntries(SAME_EVERYWHERE.map((name) => [name, files[name]])),
      epochs,
    })),
  };
  return JSON.stringify(text, null, 2) + "\n";
}

function matching(holds: (text: string) => boolean, wanted: string): Schema {
  return z.unknown().superRefine((value, context) => {
    if (typeof value === "string" && holds(value)) return;
    const found = value === undefined ? "is missing" : `cannot be ${quote(value)}`;
    context.addIssue({ code: "custom", message: `${found}; wanted ${wanted}` });
  });
}

function digest(digits: number): Schema {
  const pattern = new RegExp(`^[0-9a-f]{${digits}}$`);
  return matching((text) => pattern.test(text), `${digits} hexadecimal digits`);
}

const hash = digest(64);

const LOCK = object({
  lock: whole(1),
  contract: whole(1),
  slug: matching(isSlug, "lower-case words joined by hyphens"),
  sources: z.array(hash, { error: "wants a list of digests" }),
  runs: z.array(
    object({
      label: matching((text) => text !== "", "the name of a variant"),
      seed: whole(0),
      identity: hash,
      dataHash: hash,
      files: object(Object.fromEntries(SAME_EVERYWHERE.map((name) => [name, hash]))),
      epochs: z.array(digest(CHAIN_DIGITS), { error: "wants a list of digests" })
        .min(1, { error: "is empty; wanted a digest for each epoch from 0" }),
    }),
    { error: "wants a list of runs" },
  ).superRefine((runs, context) => {
    const complain = (at: number, message: string) =>
      context.addIssue({ code: "custom", path: [at], message });
    const seen = new Set<string>();
    for (const [at, run] of (runs as unknown as LockedRun[]).entries()) {
      const name = formatRunName(run);
      if (seen.has(name)) complain(at, `${name} stands twice`);
      if (seen.has(run.identity)) complain(at, `the identity of ${name} stands twice`);
      seen.add(name).add(run.identity);
    }
  }),
});

/**
 * Reads the text of a lock.
 *
 * @param text The text.
 * @param place The file's name, for messages.
 * @throws {BadInput} It is no JSON, of another version, or a field is not what it should be: each
 *   fault with its place, such as `x.lock.json: runs.3.files.steps.csv: is missing; wanted ...`.
 */
export function parseLock(text: string, place: string): Lock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadInput(place, `is no JSON: ${(error as Error).message}`);
  }
  const version = (value as { readonly lock?: unknown } | null)?.lock;
  if (typeof version === "number" && version !== LOCK_VERSION) {
    throw new BadInput(
      place,
      `is a lock of version ${version}, this reads version ${LOCK_VERSION}`,
    );
  }
  refuseFaults(place, faultsOf(LOCK, value));
  const { lock: _, ...rest } = value as { readonly lock: number } & Lock;
  return rest;
}
