/**
 * Small files of arrays, written as NumPy writes them.
 */
import { crc32 } from "../crc32.ts";

/** A `.npy` file of version 1.0 with this header and these bytes. */
export function npy(header: string, elements: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  const length = [text.length % 256, text.length >> 8];
  return Uint8Array.of(0x93, 78, 85, 77, 80, 89, 1, 0, ...length, ...text, ...elements);
}

/** A ZIP file of these members, stored (0) or deflated (8). */
export async function zip(
  members: Readonly<Record<string, Uint8Array>>,
  method: 0 | 8,
): Promise<Uint8Array> {
  const local: number[] = [];
  const directory: number[] = [];
  for (const [name, bytes] of Object.entries(members)) {
    const body = method === 0 ? bytes : await pack(bytes, "deflate-raw");
    const letters = new TextEncoder().encode(name);
    const common = [
      ...word(20, 2),
      ...word(0, 2),
      ...word(method, 2),
      ...word(0, 4),
      ...word(crc32(bytes), 4),
      ...word(body.length, 4),
      ...word(bytes.length, 4),
      ...word(letters.length, 2),
      ...word(0, 2),
    ];
    const offset = local.length;
    local.push(...word(0x04034b50, 4), ...common, ...letters, ...body);
    const rest = [...word(0, 2), ...word(0, 2), ...word(0, 2), ...word(0, 4), ...word(offset, 4)];
    directory.push(...word(0x02014b50, 4), ...word(20, 2), ...common, ...rest, ...letters);
  }
  const count = word(Object.keys(members).length, 2);
  const sizes = [...word(directory.length, 4), ...word(local.length, 4), ...word(0, 2)];
  const end = [...word(0x06054b50, 4), ...word(0, 4), ...count, ...count, ...sizes];
  return Uint8Array.from([...local, ...directory, ...end]);
}

/** Packs bytes by gzip. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  return await pack(bytes, "gzip");
}

async function pack(bytes: Uint8Array, format: CompressionFormat): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A number in so many bytes, the least significant first. */
function word(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
}
