import { assert, assertEquals } from "@std/assert";
import { measureFunctions } from "./measure_functions.ts";

Deno.test("measureFunctions finds errors of about the size that the contract states", () => {
  const measured = [...measureFunctions(2_000_003)];
  assertEquals(measured.length, 7);
  for (const [name, { ulps }] of measured) assert(ulps > 0.4 && ulps < 2.41, `${name}: ${ulps}`);
});
