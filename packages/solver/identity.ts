/**
 * The identity of a run: what must be equal for two runs to give the same bytes. It is computed
 * from canonical JSON (RFC 8785), so neither the order of keys nor white space counts. See
 * `docs/contracts/10-files.md`, section 10.7.
 *
 * @module
 */
import canonicalize from "canonicalize";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { LATER_FIELDS, type LaterField, writePlan } from "./later_fields.ts";
import { CONTRACT, type TrainingPlan } from "./plan.ts";

/**
 * SHA-256 of the canonical JSON of {contract, data, plan}, hexadecimal. Later fields of the plan do
 * not count if they are neutral. Section 10.7 of the contract, `docs/contracts/10-files.md`.
 *
 * @param plan The fully resolved plan.
 * @param dataHash The content hash of its data set.
 * @param later The later fields.
 * @throws {TypeError} The plan holds something that JSON cannot, such as NaN.
 *
 * @example
 * ```ts
 * import { identityOf, type Plan } from "@samebit/solver";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * const plan = { batchSize: 100, epochs: 10, seed: 1 } as Plan;
 * const dataHash = "0".repeat(64);
 * const reordered = { seed: 1, epochs: 10, batchSize: 100 } as Plan;
 * assertEquals(identityOf(plan, dataHash), identityOf(reordered, dataHash));
 * assertNotEquals(identityOf(plan, dataHash), identityOf({ ...plan, seed: 2 }, dataHash));
 * ```
 */
export function identityOf(
  plan: TrainingPlan,
  dataHash: string,
  later: readonly LaterField[] = LATER_FIELDS,
): string {
  const text = canonicalText({ contract: CONTRACT, data: dataHash, plan: writePlan(plan, later) });
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function canonicalText(value: unknown): string {
  try {
    return canonicalize(value)!;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Cannot identify a plan that JSON cannot express: ${reason}`, { cause });
  }
}
