import { assert, assertEquals, assertThrows } from "@std/assert";
import { ulps64 } from "./bits.ts";
import { power } from "./power.ts";

Deno.test("power multiplies in the stated order", () => {
  const x = 0.9;
  const x2 = x * x;
  assertEquals(power(x, 5), x * (x2 * x2));
  assertEquals(power(x, 7), x * x2 * (x2 * x2));
});

Deno.test("power is exact where the result is", () => {
  assertEquals(power(2, 1023), 2 ** 1023);
  assertEquals(power(-3, 3), -27);
  assertEquals(power(10, 22), 1e22);
  assertEquals(power(0, 0), 1);
  assertEquals(power(NaN, 0), 1);
  assertEquals(power(0, 7), 0);
  assertEquals(power(1, Number.MAX_SAFE_INTEGER), 1);
});

Deno.test("power stays close to the engine's own for the exponents of long trainings", () => {
  for (let t = 1; t < 20_000; t++) {
    // Each squaring doubles the relative error so far, so the bound grows with t.
    assert(ulps64(power(0.999, t), 0.999 ** t) <= 2 + t, `0.999^${t}`);
  }
});

Deno.test("power refuses exponents that are not integers of at least 0", () => {
  for (const exponent of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => power(2, exponent), RangeError, `to the power ${exponent}`);
  }
});
