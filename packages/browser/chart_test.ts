import { assertEquals } from "@std/assert";
import { differencesOf } from "@samebit/plotting/packed";
import { applyChanges } from "./chart.ts";

Deno.test("applyChanges turns the first piece of JSON into the second", () => {
  const a = { same: 1, gone: 2, deep: { list: [1, { x: 1 }], longer: [1] } };
  const b = { same: 1, deep: { list: [1, { x: 2, y: null }], longer: [1, 2] }, fresh: [] };
  const changes = differencesOf(a, b);
  assertEquals(applyChanges(structuredClone(a), changes) as unknown, b);
  assertEquals(changes.map(([path]) => path.join(".")), [
    "gone",
    "deep.list.1.x",
    "deep.list.1.y",
    "deep.longer",
    "fresh",
  ]);
});
