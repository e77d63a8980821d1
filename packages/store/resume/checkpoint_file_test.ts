import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { formatSafetensors, parseSafetensors } from "@samebit/runlog";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint_file.ts";
import { sampleCheckpoint } from "./sample_checkpoint.ts";

function bitsOf(arrays: Readonly<Record<string, ArrayBufferView>>): unknown {
  return Object.entries(arrays).map(([name, { buffer, byteOffset, byteLength }]) => [
    name,
    [...new Uint8Array(buffer, byteOffset, byteLength)],
  ]);
}

Deno.test("parseCheckpoint gives back what formatCheckpoint was given, bit for bit", () => {
  const saved = sampleCheckpoint(12);
  const { identity, checkpoint, logs } = parseCheckpoint(formatCheckpoint(saved), "c");
  assertEquals([identity, logs], [saved.identity, saved.logs]);
  assertEquals(checkpoint.progress, saved.checkpoint.progress);
  assertEquals(bitsOf(checkpoint.arrays), bitsOf(saved.checkpoint.arrays));
});

Deno.test("formatCheckpoint writes a safetensors file that others can read", () => {
  const bytes = formatCheckpoint(sampleCheckpoint(12));
  const { arrays, metadata } = parseSafetensors(bytes, "c");
  assertEquals(arrays.map(({ name }) => name), [
    "parameters",
    "optimizer/velocity",
    "best/parameters",
  ]);
  assertEquals(metadata["format"], "samebit checkpoint 2");
});

Deno.test("parseCheckpoint knows its own file where a NaN has other bits", () => {
  const saved = sampleCheckpoint(12);
  const bits = new Uint32Array(saved.checkpoint.arrays["optimizer/velocity"]!.buffer);
  bits[0] = 0xffc00001;
  const { checkpoint } = parseCheckpoint(formatCheckpoint(saved), "c");
  const read = checkpoint.arrays["optimizer/velocity"]!;
  assertEquals(new Uint32Array(read.buffer)[0], 0x7fc00000);
});

Deno.test("parseCheckpoint finds a flipped bit in any byte", () => {
  const bytes = formatCheckpoint(sampleCheckpoint(12));
  for (let at = 0; at < bytes.length; at++) {
    const spoiled = bytes.slice();
    spoiled[at]! ^= 1 << (at % 8);
    const { message } = assertThrows(() => parseCheckpoint(spoiled, "c"), SyntaxError, "Cannot");
    assertStringIncludes(message, "c: it is damaged", `byte ${at}`);
  }
});

Deno.test("parseCheckpoint finds bytes missing at the end, and bytes too many", () => {
  const bytes = formatCheckpoint(sampleCheckpoint(12));
  for (let length = 0; length < bytes.length; length++) {
    assertThrows(() => parseCheckpoint(bytes.subarray(0, length), "c"), SyntaxError, "Cannot");
  }
  const longer = new Uint8Array(bytes.length + 4);
  longer.set(bytes);
  assertThrows(() => parseCheckpoint(longer, "c"), SyntaxError, "does not have the digest");
});

Deno.test("parseCheckpoint refuses safetensors that are not a checkpoint", () => {
  const weights = { name: "W1", shape: [1], values: new Float32Array(1) };
  const bytes = formatSafetensors({ arrays: [weights], metadata: {} });
  assert(bytes.length > 8);
  assertThrows(
    () => parseCheckpoint(bytes, "w"),
    SyntaxError,
    "or not a checkpoint of this version",
  );
});
