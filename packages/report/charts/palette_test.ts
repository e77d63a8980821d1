import { assertEquals } from "@std/assert";
import { createPalette } from "./palette.ts";

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
