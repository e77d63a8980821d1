import { assertEquals } from "@std/assert";
import { bitsOf32, bitsOf64, canonicalizeNaN32, ulps32, ulps64 } from "./bits.ts";

Deno.test("bitsOf32 gives the bits of the nearest float32 and one NaN", () => {
  assertEquals(bitsOf32(0), 0);
  assertEquals(bitsOf32(-0), 0x80000000);
  assertEquals(bitsOf32(0.1), 0x3dcccccd);
  assertEquals(bitsOf32(-Infinity), 0xff800000);
  assertEquals(bitsOf32(1e39), 0x7f800000);
  assertEquals(bitsOf32(NaN), 0x7fc00000);
});

Deno.test("bitsOf64 gives the bits of a float64 and one NaN", () => {
  assertEquals(bitsOf64(-0), 1n << 63n);
  assertEquals(bitsOf64(5e-324), 1n);
  assertEquals(bitsOf64(0.1), 0x3fb999999999999an);
  assertEquals(bitsOf64(NaN), 0x7ff8000000000000n);
});

Deno.test("ulps32 counts across zero, into infinity, and sets NaN apart", () => {
  assertEquals(ulps32(0, -0), 0);
  assertEquals(ulps32(-1.401298464324817e-45, 1.401298464324817e-45), 2);
  assertEquals(ulps32(3.4028234663852886e38, Infinity), 1);
  assertEquals(ulps32(-Infinity, Infinity), 2 * 0x7f800000);
  assertEquals(ulps32(1, 2), 1 << 23);
  assertEquals(ulps32(NaN, NaN), 0);
  assertEquals(ulps32(NaN, 1), Infinity);
  assertEquals(ulps32(1, NaN), Infinity);
});

Deno.test("ulps64 counts across zero, into infinity, and sets NaN apart", () => {
  assertEquals(ulps64(0, -0), 0);
  assertEquals(ulps64(-5e-324, 5e-324), 2);
  assertEquals(ulps64(Number.MAX_VALUE, Infinity), 1);
  assertEquals(ulps64(1, 2), 2 ** 52);
  assertEquals(ulps64(NaN, NaN), 0);
  assertEquals(ulps64(-1, NaN), Infinity);
});

Deno.test("canonicalizeNaN32 rewrites every kind of NaN and nothing else", () => {
  const words = new Uint32Array([7, 0xffc00000, 0x7f800001, 0xff800000, 0x80000000, 0x7fc12345]);
  canonicalizeNaN32(new Float32Array(words.buffer, 4));
  assertEquals([...words], [7, 0x7fc00000, 0x7fc00000, 0xff800000, 0x80000000, 0x7fc00000]);
});
