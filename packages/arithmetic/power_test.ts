import { assert, assertEquals, assertThrows } from "@std/assert";
import { ulps64 } from "./bits.ts";
import { logSpace, power } from "./power.ts";

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

Deno.test("power refuses exponents that are no integer of at least 0", () => {
  for (const exponent of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => power(2, exponent), RangeError, `to the power ${exponent}`);
  }
});

Deno.test("logSpace has exact ends and a constant ratio", () => {
  const values = logSpace(1e-6, 1e3, 10);
  assertEquals(values.length, 10);
  assertEquals(values[0], 1e-6);
  assertEquals(values[9], 1e3);
  for (let i = 1; i < 10; i++) {
    assert(Math.abs(values[i]! / values[i - 1]! - 10) < 1e-13, `ratio ${i}`);
  }
  assertEquals(logSpace(1e3, 1e-6, 4)[3], 1e-6);
});

Deno.test("logSpace refuses ends without a logarithm and counts without two ends", () => {
  assertThrows(() => logSpace(0, 1, 3), RangeError, "from 0 to 1");
  assertThrows(() => logSpace(1, Infinity, 3), RangeError, "positive and finite");
  assertThrows(() => logSpace(1, 2, 1), RangeError, "Cannot space 1 numbers");
});
