import { assertEquals } from "@std/assert";
import { createPairedPalette, createPalette } from "./palette.ts";

Deno.test("createPalette tells up to 28 variants apart by colour and dash", () => {
  const { range, dashes } = createPalette(Array.from({ length: 28 }, (_, at) => `v${at}`));
  const looks = range.map((colour, at) => `${colour} ${dashes[at]!.join(" ")}`);
  assertEquals(new Set(looks).size, 28);
});

Deno.test("createPalette keeps a variant's colour when others are added behind it", () => {
  const few = createPalette(["sgd", "adam"]);
  const more = createPalette(["sgd", "adam", "lion"]);
  assertEquals(more.range.slice(0, 2), few.range);
  assertEquals(few.dashes, [[], []]);
});

Deno.test("createPairedPalette gives partners one colour, solid and dashed", () => {
  const { domain, range, dashes } = createPairedPalette(["a", "b"], ["b'", "c'"], [1, 2]);
  assertEquals(domain, ["a", "b", "b'", "c'"]);
  assertEquals(range[2], range[1]);
  assertEquals(new Set(range).size, 3);
  assertEquals(dashes.map((dash) => dash.length), [0, 0, 2, 2]);
});
