/**
 * Sizes as people read them.
 *
 * @module
 */

/** Bytes as megabytes of 10^6 bytes: `170.1 MB`; small ones as bytes. */
export function formatMegabytes(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;
}
