/**
 * The arrays that native kernels work on: zeros, at multiples of 64 bytes, small ones side by side in
 * chunks. The system is asked for large pages, because looking up thousands of small ones takes time.
 */
import type { NativeSymbols } from "./symbols.ts";

const ALIGNMENT = 64;
const CHUNK_BYTES = 8 << 20;
const LARGEST_IN_CHUNK = CHUNK_BYTES / 4;

const MIB = 1 << 20;

/** The default limit of native kernels' arrays: the same as WebAssembly's. */
export const MEBIBYTES = 2048;

/** Gives out arrays of `mebibytes` in all; nothing is ever freed except by garbage collection. */
export function createMemory(
  call: NativeSymbols,
  mebibytes: number = MEBIBYTES,
): (length: number) => Float32Array<ArrayBuffer> {
  let chunk = new ArrayBuffer(0);
  let next = 0;
  let free = mebibytes * MIB;

  /** A fresh buffer, and the first place in it that is aligned. */
  function reserve(bytes: number): [ArrayBuffer, number] {
    const buffer = new ArrayBuffer(bytes + ALIGNMENT);
    const behind = call.prepare(new Uint8Array(buffer), buffer.byteLength);
    return [buffer, (ALIGNMENT - behind) % ALIGNMENT];
  }

  return (length) => {
    const bytes = Math.ceil(length * Float32Array.BYTES_PER_ELEMENT / ALIGNMENT) * ALIGNMENT;
    if (!(bytes <= free)) {
      throw new RangeError(
        `Cannot allocate ${length} numbers: ${Math.floor(free / MIB)} of ${mebibytes} MiB of the ` +
          "native kernels are free; process minibatches in pieces (--accumulate), train with a " +
          "smaller batch or network, or allow more memory",
      );
    }
    free -= bytes;
    if (bytes > LARGEST_IN_CHUNK) {
      const [buffer, start] = reserve(bytes);
      return new Float32Array(buffer, start, length);
    }
    if (next + bytes > chunk.byteLength) [chunk, next] = reserve(CHUNK_BYTES);
    const array = new Float32Array(chunk, next, length);
    next += bytes;
    return array;
  };
}
