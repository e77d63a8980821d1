/**
 * The identity of a run: what must be equal for two runs to give the same bytes. It is computed
 * from canonical JSON (RFC 8785), so neither the order of keys nor white space counts.
 *
 * @module
 */
import canonicalize from "canonicalize";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { CONTRACT, type Plan } from "./plan.ts";

/**
 * SHA-256 of the canonical JSON of {contract, data, plan}, hexadecimal.
 *
 * @param plan The fully resolved plan.
 * @param dataHash The content hash of its data set.
 */
export function identityOf(plan: Plan, dataHash: string): string {
  const text = canonicalize({ contract: CONTRACT, data: dataHash, plan });
  if (text === undefined) throw new TypeError("Cannot identify the plan: it is no JSON");
  return bytesToHex(sha256(utf8ToBytes(text)));
}
