/**
 * The integer encodings of the WebAssembly binary format (LEB128) and its vectors of items, as
 * arrays of bytes. Nothing here knows what the bytes mean.
 */

/** `value`, an integer from 0 to 2^32 - 1, as unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return bytes;
}

/** The low 32 bits of `value`, read as an int32, as signed LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  while (rest < -64 || rest > 63) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  bytes.push(rest & 0x7f);
  return bytes;
}

/** The four bytes of `value` rounded to float32, lowest first. */
export function float32(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

/** A count and then the items one after another. */
export function vector(items: readonly (readonly number[])[]): number[] {
  return unsigned(items.length).concat(...items);
}

/** The characters of `text`, which is ASCII, behind their number. */
export function name(text: string): number[] {
  return vector([...text].map((character) => [character.charCodeAt(0)]));
}

/** `content` behind its id and its length in bytes. */
export function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length)].concat(content);
}
