import { assert, assertEquals } from "@std/assert";
import { bitsOf32, floatOfBits32 } from "./bits.ts";
import { exp32 } from "./exp32.ts";
import { exp } from "./exp64.ts";

Deno.test("exp32 gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [-103.9, "1"],
    [-87.5, "6cb2bc"],
    [-10, "383e6bce"],
    [-1, "3ebc5ab2"],
    [1e-3, "3f8020c9"],
    [0.35, "3fb5a401"],
    [1, "402df854"],
    [20.5, "4e3eb628"],
    [88.7, "7f7a37fc"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf32(exp32(x)).toString(16), bits, `${x}`);
});

Deno.test("exp32 is exact at the ends of its range and at zero", () => {
  assertEquals(exp32(0), 1);
  assertEquals(exp32(-0), 1);
  assertEquals(exp32(Infinity), Infinity);
  assertEquals(exp32(-Infinity), 0);
  assertEquals(exp32(NaN), NaN);
  assertEquals(exp32(88.72283172607422), 3.402798519021476e38);
  assertEquals(exp32(88.72283935546875), Infinity);
  assertEquals(exp32(-103.97207641601562), 1.401298464324817e-45);
  assertEquals(exp32(-103.97208404541016), 0);
});

Deno.test("exp32 rounds its argument to float32 first", () => {
  assertEquals(exp32(0.1), exp32(Math.fround(0.1)));
});

Deno.test("exp32 is within 0.94 ulp of exp over a sample of every exponent", () => {
  const ulp = new Float64Array(256).map((_, e) => 2 ** (Math.max(e, 1) - 150));
  let worst = 0;
  let worstAt = 0;
  for (let pattern = 0; pattern < 2 ** 32; pattern += 997) {
    const x = floatOfBits32(pattern);
    if (!(x <= 88.72283 && x > -103.97208)) continue;
    const value = exp32(x);
    const error = Math.abs(value - exp(x)) / ulp[bitsOf32(value) >>> 23]!;
    if (error > worst) [worst, worstAt] = [error, x];
  }
  assert(worst < 0.94, `${worst} ulp at ${worstAt}`);
});
