/**
 * The digest that identifies files. It is a separate part because the verifier of an archive, which
 * runs in Node, needs it and nothing else from the store.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** SHA-256 of bytes or of a text in UTF-8, hexadecimal. */
export function sha256Of(content: Uint8Array | string): string {
  return sha256OfParts([content]);
}

/** SHA-256 of parts, one after the other, hexadecimal. */
export function sha256OfParts(parts: Iterable<Uint8Array | string>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
