import { assertEquals, assertThrows } from "@std/assert";
import { formatSafetensors, parseSafetensors, type SavedArray } from "./safetensors.ts";

const ARRAYS: SavedArray[] = [
  { name: "W1", shape: [2, 3], values: new Float32Array([1, -0, 0.5, 1e-45, Infinity, 3]) },
  { name: "mask", shape: [3], values: new Uint8Array([0, 255, 1]) },
  { name: "10", shape: [], values: new Uint32Array([0xffffffff]) },
  { name: "empty", shape: [0, 4], values: new Float32Array(0) },
  { name: "sum", shape: [2], values: new Float64Array([Math.PI, -5e-324]) },
];

/** A file of a header that somebody else wrote. */
function fileOf(header: string, dataBytes: number, headerBytes?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function entry(dtype: string, shape: unknown, ...offsets: unknown[]): string {
  return JSON.stringify({ dtype, shape, data_offsets: offsets });
}

Deno.test("formatSafetensors and parseSafetensors are inverse", () => {
  const metadata = { contract: "1", "naïve": '"}' };
  const bytes = formatSafetensors({ arrays: ARRAYS, metadata });
  const back = parseSafetensors(bytes, "w.safetensors");
  assertEquals(back, { arrays: ARRAYS, metadata });
  assertEquals(formatSafetensors(back), bytes);
});

Deno.test("formatSafetensors writes the bytes that the format describes", () => {
  const bytes = formatSafetensors({
    arrays: [{ name: "b", shape: [2], values: new Float32Array([1, 2]) }],
    metadata: {},
  });
  const header = '{"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
  assertEquals(bytes[0], 56);
  assertEquals(new TextDecoder().decode(bytes.subarray(8, 64)), header.padEnd(56));
  assertEquals([...bytes.subarray(64)], [0, 0, 128, 63, 0, 0, 0, 64]);
});

Deno.test("formatSafetensors stores a part of a larger buffer", () => {
  const values = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
  const bytes = formatSafetensors({ arrays: [{ name: "b", shape: [2], values }], metadata: {} });
  assertEquals(parseSafetensors(bytes, "b").arrays[0]!.values, new Float32Array([1, 2]));
});

Deno.test("formatSafetensors writes every NaN with the same bits", () => {
  const floats = new Float32Array(new Uint32Array([0xffc00001, 0x7f800001, 0x3f800000]).buffer);
  const doubles = new Float64Array(new BigUint64Array([0xfff0000000000001n]).buffer);
  const bytes = formatSafetensors({
    arrays: [
      { name: "f", shape: [3], values: floats },
      { name: "d", shape: [1], values: doubles },
    ],
    metadata: {},
  });
  const [f, d] = parseSafetensors(bytes, "nan").arrays;
  assertEquals([...new Uint32Array(f!.values.buffer)], [0x7fc00000, 0x7fc00000, 0x3f800000]);
  assertEquals([...new Uint32Array(d!.values.buffer)], [0, 0x7ff80000]);
});

Deno.test("formatSafetensors refuses two arrays of one name and shapes that do not fit", () => {
  const b = { name: "b", shape: [2], values: new Float32Array(2) };
  const cases: [SavedArray[], string][] = [
    [[b, b], 'array "b": the name is taken'],
    [[{ ...b, name: "__metadata__" }], "the name is taken"],
    [[{ ...b, shape: [3, 1] }], "its shape [3, 1] wants 3 numbers, it has 2"],
  ];
  for (const [arrays, message] of cases) {
    assertThrows(() => formatSafetensors({ arrays, metadata: {} }), RangeError, message);
  }
});

Deno.test("parseSafetensors names the place of what it cannot read", () => {
  const cases: [Uint8Array, string][] = [
    [new Uint8Array(7), "at byte 0: 7 bytes; wanted at least 8"],
    [fileOf("{}", 0, 3), "at byte 0: a header of 3 bytes, at most 2 can follow"],
    [new Uint8Array(16).fill(255), "a header of 18446744073709551615 bytes"],
    [fileOf("{", 0), "at byte 8: the header is not JSON"],
    [fileOf("[]", 0), "at byte 8: the header is not an object"],
    [fileOf("{}", 5), "at byte 10: the data has 5 bytes, the header announces 0"],
    [fileOf('{"__metadata__":{"a":1}}', 0), "__metadata__ is not an object of strings"],
    [fileOf('{"a":7}', 0), 'array "a" is not an object'],
    [fileOf(`{"a":${entry("F16", [1], 0, 2)}}`, 2), 'array "a" has dtype "F16"; wanted F32'],
    [fileOf(`{"a":${entry("toString", [1], 0, 2)}}`, 2), 'has dtype "toString"'],
    [fileOf(`{"a":${entry("F32", [-1], 0, 4)}}`, 4), "a shape that is not an array of sizes"],
    [fileOf(`{"a":${entry("F32", [1.5], 0, 6)}}`, 6), "a shape that is not an array of sizes"],
    [fileOf(`{"a":${entry("F32", [1], 0)}}`, 4), "no two data_offsets"],
    [fileOf(`{"a":${entry("F32", [2], 0, 4)}}`, 4), "of shape [2] has 4 bytes; wanted 8"],
    [fileOf(`{"a":${entry("U8", [2 ** 53 - 1, 9], 0, 9)}}`, 9), "has 9 bytes; wanted"],
    [fileOf(`{"a":${entry("F32", [1], 0, 4)}}`, 3), "the data has 3 bytes, the header announces 4"],
    [fileOf(`{"a":${entry("U8", [1], 1, 2)}}`, 2), "begins at 1 of the data; wanted 0"],
    [
      fileOf(`{"a":${entry("U8", [2], 0, 2)},"b":${entry("U8", [2], 1, 3)}}`, 3),
      'array "b" begins at 1 of the data; wanted 2 (no gap, no overlap)',
    ],
  ];
  for (const [bytes, message] of cases) {
    assertThrows(() => parseSafetensors(bytes, "w.safetensors"), SyntaxError, message);
  }
});

Deno.test("parseSafetensors reads a cut or changed file, or says what is wrong", () => {
  const bytes = formatSafetensors({ arrays: ARRAYS, metadata: { a: "b" } });
  for (let cut = 0; cut < bytes.length; cut++) {
    assertThrows(() => parseSafetensors(bytes.subarray(0, cut), "cut"), SyntaxError, "Cannot read");
  }
  for (let at = 0; at < bytes.length; at++) {
    const copy = bytes.slice();
    copy[at]! ^= 1 << (at % 8);
    try {
      parseSafetensors(copy, "flipped");
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
});
