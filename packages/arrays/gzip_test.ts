import { assert, assertEquals, assertRejects } from "@std/assert";
import { gunzip, TooLarge } from "./gzip.ts";

/** 1 GiB of zeros, packed: a megabyte. */
async function packZeros(): Promise<Uint8Array> {
  const zeros = new Uint8Array(2 ** 20);
  const packing = ReadableStream.from(Array.from({ length: 1024 }, () => zeros))
    .pipeThrough(new CompressionStream("gzip"));
  return await new Response(packing).bytes();
}

Deno.test("gunzip stops at its limit in time: a bomb is never unpacked", async () => {
  const bomb = await packZeros();
  assert(bomb.length < 2 ** 21);
  for (const packed of [bomb, ReadableStream.from([bomb.subarray(0, 9), bomb.subarray(9)])]) {
    let length = 0;
    let largest = 0;
    const error = await assertRejects(async () => {
      for await (const chunk of gunzip(packed, 2 ** 25)) {
        length += chunk.length;
        largest = Math.max(largest, chunk.length);
      }
    }, TooLarge);
    assertEquals(error.message, `it unpacks to more than ${2 ** 25} bytes`);
    assert(length <= 2 ** 25);
    assert(largest < 2 ** 23, `${largest} bytes came at once`);
  }
});

Deno.test("gunzip gives as much as the limit allows, and not one byte more", async () => {
  const pack = () => new Blob(["abc"]).stream().pipeThrough(new CompressionStream("gzip"));
  assertEquals(await new Response(gunzip(pack(), 3)).text(), "abc");
  await assertRejects(() => new Response(gunzip(pack(), 2)).text(), TooLarge);
});
