/**
 * A digest of the complete state of a run at one moment, chained: with two states of a run and the
 * rows of `states.csv`, what lies between them can be checked without the rest. Byte by byte:
 * `docs/contracts/10-files.md`, section 10.10.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalBytes } from "@samebit/runlog";
import type { Checkpoint, RunCounters } from "./checkpoint.ts";

/**
 * The digest of a run's state after an evaluation.
 *
 * @param before The digest after the evaluation before; of the first, the run's identity.
 * @param checkpoint The state, its progress that of the evaluation just made.
 * @returns SHA-256, hexadecimal.
 */
export function stateDigest(before: string, { progress, arrays }: Checkpoint): string {
  const hash = sha256.create().update(utf8ToBytes(`${before}\n${counters(progress)}\n`));
  for (const [name, values] of Object.entries(arrays)) {
    hash.update(utf8ToBytes(`${name} ${values.length}\n`)).update(canonicalBytes(values));
  }
  return bytesToHex(hash.digest());
}

/** What decides, besides its arrays, how a run continues. */
function counters({ step, evaluations, stale, watched }: RunCounters): string {
  const watch = watched === undefined ? "-" : bytesToHex(canonicalBytes(Float64Array.of(watched)));
  return `${step} ${evaluations} ${stale} ${watch}`;
}
