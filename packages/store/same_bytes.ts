/** The one comparison of the bytes of two files. */

/** Whether a file, if it is there, holds the same bytes as another. */
export function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a?.length === b.length && a.every((byte, at) => byte === b[at]);
}
