/**
 * Unpacking gzip and Deflate without trusting it: a small file can unpack to a thousand times its
 * size, and the runtime returns nothing before it has unpacked everything that it received at once.
 * So it gets small pieces, and the limit stops it in time.
 *
 * @module
 */

/** How much is unpacked at once: of zeros it becomes some 4 MB. */
const PIECE = 4096;

/** A gzip file unpacks to more than is allowed. */
export class TooLarge extends RangeError {
  /** Always `TooLarge`. */
  override readonly name = "TooLarge";
}

/**
 * Unpacks a gzip file, as far as it is read.
 *
 * @param packed Its bytes, or pieces of them of any size, one after the other.
 * @param limit The most bytes to unpack; the stream errors with {@link TooLarge} beyond them.
 *
 * @example
 * ```ts
 * import { gunzip } from "@samebit/arrays";
 * import { assertEquals } from "@std/assert";
 *
 * const packed = new Blob(["same bits"]).stream().pipeThrough(new CompressionStream("gzip"));
 * assertEquals(await new Response(gunzip(packed, 9)).text(), "same bits");
 * ```
 */
export function gunzip(
  packed: Uint8Array | AsyncIterable<Uint8Array>,
  limit: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return unpack(packed, limit, "gzip");
}

/** Unpacks bytes of Deflate without a frame, as a ZIP file holds them; see {@link gunzip}. */
export function inflate(
  packed: Uint8Array,
  limit: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return unpack(packed, limit, "deflate-raw");
}

function unpack(
  packed: Uint8Array | AsyncIterable<Uint8Array>,
  limit: number,
  format: CompressionFormat,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let length = 0;
  const limiting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > limit) throw new TooLarge(`it unpacks to more than ${limit} bytes`);
      controller.enqueue(chunk);
    },
  });
  return ReadableStream.from(inPieces(packed))
    .pipeThrough(new DecompressionStream(format))
    .pipeThrough(limiting);
}

async function* inPieces(
  packed: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunks = packed instanceof Uint8Array ? [packed] : packed;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PIECE) {
      yield chunk.subarray(start, start + PIECE) as Uint8Array<ArrayBuffer>;
    }
  }
}

/** All bytes of a stream in one piece. */
export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all = await Array.fromAsync(chunks);
  return concatenate(all);
}

/** Concatenates parts. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
