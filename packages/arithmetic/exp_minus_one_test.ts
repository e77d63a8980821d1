import { assert, assertEquals } from "@std/assert";
import { bitsOf32, bitsOf64 } from "./bits.ts";
import { expMinusOne, expMinusOne32 } from "./exp_minus_one.ts";
import { errorInUlps, exactExpMinusOne } from "./fixed_point.ts";
import { worstError32 } from "./testdata/worst_error.ts";

Deno.test("expMinusOne32 gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [-17.5, "bf800000"],
    [-1, "bf21d2a7"],
    [-0.3, "be84b37a"],
    [-1e-3, "ba8301a9"],
    [0.35, "3ed69004"],
    [10, "46ac12ee"],
    [88.7, "7f7a37fc"],
  ];
  for (const [x, bits] of golden) {
    assertEquals(bitsOf32(expMinusOne32(x)).toString(16), bits, `${x}`);
  }
});

Deno.test("expMinusOne32 is exact at zeros, at denormals and at the ends of its range", () => {
  for (const zero of [0, -0]) assertEquals(bitsOf32(expMinusOne32(zero)), 0);
  for (const x of [2 ** -149, -(2 ** -149), -5 * 2 ** -149]) assertEquals(expMinusOne32(x), x);
  assertEquals(expMinusOne32(-18), -1);
  assertEquals(expMinusOne32(-Infinity), -1);
  assertEquals(expMinusOne32(Infinity), Infinity);
  assertEquals(expMinusOne32(88.72283935546875), Infinity);
  assertEquals(expMinusOne32(NaN), NaN);
});

Deno.test("expMinusOne32 is within 0.9 ulp below 0 and 1.55 above over a sample", () => {
  const below = worstError32(expMinusOne32, expMinusOne, -Infinity, 0);
  assert(below.ulps < 0.9, `${below.ulps} ulp at ${below.at}`);
  const above = worstError32(expMinusOne32, expMinusOne, 0, 88.7);
  assert(above.ulps < 1.55, `${above.ulps} ulp at ${above.at}`);
});

Deno.test("expMinusOne is within 1.6 ulp of 200-bit arithmetic, and exact at its ends", () => {
  let worst = 0;
  for (let i = 0; i < 1500; i++) {
    for (const x of [-40.3 + i * 0.0537, (i - 750.5) * 0.00121]) {
      worst = Math.max(worst, errorInUlps(expMinusOne(x), exactExpMinusOne(x)));
    }
  }
  assert(worst < 1.6, `worst error ${worst} ulp`);
  assertEquals([-41, 710, NaN].map(expMinusOne), [-1, Infinity, NaN]);
  for (const zero of [0, -0]) assertEquals(bitsOf64(expMinusOne(zero)), 0n);
});
