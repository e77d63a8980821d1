/** Wrapping a module as a classic script, on a small module. */
import { assertEquals, assertThrows } from "@std/assert";
import { toClassicScript } from "./generate_vega_assets.ts";

Deno.test("toClassicScript takes imports from vega and hands out the exports", () => {
  const module =
    "import { a, b } from 'vega-util';\nconst c = a + b;\nexport { c as sum };\n//# map\n";
  const run = new Function("vega", `${toClassicScript(module)} return vegaInterpreter;`);
  assertEquals(run({ a: 1, b: 2 }), { sum: 3 });
});

Deno.test("toClassicScript refuses a module of another shape", () => {
  assertThrows(() => toClassicScript("export const a = 1;\n"), Error, "no longer one module");
  const two = "import { a } from 'vega-util';\nimport b from 'b';\nexport { a };\n";
  assertThrows(() => toClassicScript(two), Error, "no longer one module");
});
