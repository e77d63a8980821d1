import { assertEquals } from "@std/assert";
import { gatherVariants } from "@samebit/findings";
import { sample, sampleLogs, SCALES } from "@samebit/findings/samples";
import { createPairedPalette, createPalette, paletteOf } from "@samebit/plotting";

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

Deno.test("paletteOf colours many numbers from low to high, and tells lines by dashes", () => {
  const scaled = (scales: readonly string[]) => {
    const variants = ["three", "five"].flatMap((depth) =>
      scales.map((scale) => ({
        ...sample(`${depth}, ${scale}`, 0.01, 0.05, 1e-2),
        compared: { "variant": depth, "model.weightScale": scale },
      }))
    );
    const logs = sampleLogs({ ...SCALES, variants });
    return paletteOf(gatherVariants(logs), logs.record.declaration);
  };
  const many = scaled(["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]);
  assertEquals([many.range[0], many.range[4], many.range[8]], ["#2f74bd", "#bd4a92", "#e58a2c"]);
  assertEquals(many.range.slice(9), many.range.slice(0, 9));
  assertEquals(
    many.dashes.map((dash) => dash.length > 0),
    [...Array(18).keys()].map((at) => at > 8),
  );
  const few = scaled(["0.1", "0.2", "0.3"]);
  assertEquals(few, createPalette(few.domain));
});
