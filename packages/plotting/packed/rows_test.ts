import { assertEquals } from "@std/assert";
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
