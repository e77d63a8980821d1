import { assertEquals, assertStringIncludes } from "@std/assert";
import { bitmapAddress } from "./bitmaps.ts";
import { packRows, unpackRows } from "./rows.ts";

Deno.test("unpackRows gives back what packRows packed", () => {
  const rows = [
    { variant: "a", at: 1, value: 0.5 },
    { variant: "b", at: 2, value: null, last: true },
    { variant: "a", at: 3, value: -1, parts: ["x", "y"] },
  ];
  const packed = JSON.parse(JSON.stringify(packRows(rows)));
  assertEquals(unpackRows(packed), rows);
  assertEquals(packed.columns[0], ["variant", { texts: ["a", "b"], places: [0, 1, 0] }]);
  assertEquals(unpackRows(packRows([])), []);
});

Deno.test("packRows keeps of pictures their levels alone, and unpackRows gives back their addresses", () => {
  const grey = [1, 2].map((at) => bitmapAddress(1, 2, [at, at, at, 9, 9, 9]));
  const coloured = bitmapAddress(1, 2, [1, 2, 3, 4, 5, 6]);
  const strange = "data:image/bmp;base64,AAAA";
  for (const [pictures, parts] of [[grey, 1], [[...grey, coloured], 3]] as const) {
    const rows = [...pictures, pictures[0]!].map((picture) => ({ picture }));
    const packed = packRows(rows);
    assertEquals(unpackRows(JSON.parse(JSON.stringify(packed))), rows);
    assertStringIncludes(JSON.stringify(packed), `"parts":${parts},`);
  }
  for (const text of [strange, bitmapAddress(2, 1, [1, 2, 3, 4, 5, 6]), "data:image/bmp;base64,"]) {
    const rows = [coloured, text].map((picture) => ({ picture }));
    assertEquals(unpackRows(packRows(rows)), rows);
  }
});
