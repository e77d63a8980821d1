import { assert, assertEquals } from "@std/assert";
import { bitsOf32 } from "./bits.ts";
import { errorInUlps, exactLogistic } from "./fixed_point.ts";
import { logistic, logistic32 } from "./logistic.ts";
import { worstError32 } from "./testdata/worst_error.ts";

Deno.test("logistic32 gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [-103, "1"],
    [-90, "8ec28"],
    [-1, "3e89b2b1"],
    [1e-3, "3f001062"],
    [2.5, "3f6c948f"],
    [16, "3f7ffffe"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf32(logistic32(x)).toString(16), bits, `${x}`);
});

Deno.test("logistic32 is exact at zeros and at the ends of its range", () => {
  assertEquals([0, -0, Infinity, NaN].map(logistic32), [0.5, 0.5, 1, NaN]);
  assertEquals(bitsOf32(logistic32(-Infinity)), 0);
  assertEquals(logistic32(-103.97207641601562), 1.401298464324817e-45);
  assertEquals(logistic32(-103.97208404541016), 0);
});

Deno.test("logistic32 is within 2.41 ulp over a sample of every exponent", () => {
  const { ulps, at } = worstError32(logistic32, logistic, -Infinity, Infinity);
  assert(ulps < 2.41, `${ulps} ulp at ${at}`);
});

Deno.test("logistic is within 2 ulp of 200-bit arithmetic", () => {
  let worst = 0;
  for (let i = 0; i < 1500; i++) {
    const x = -40.3 + i * 0.0537;
    worst = Math.max(worst, errorInUlps(logistic(x), exactLogistic(x)));
  }
  assert(worst < 2, `worst error ${worst} ulp`);
});
