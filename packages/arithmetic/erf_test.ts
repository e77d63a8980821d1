import { assert, assertEquals } from "@std/assert";
import { bitsOf32, bitsOf64 } from "./bits.ts";
import { erf, erf32 } from "./erf.ts";
import { errorInUlps, exactErf } from "./fixed_point.ts";
import { worstError32 } from "./testdata/worst_error.ts";

Deno.test("erf32 gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [-3.9, "bf7fffff"],
    [-1, "bf57bb3e"],
    [1e-3, "3a93e61c"],
    [0.3, "3ea841c5"],
    [0.874, "3f4896b9"],
    [0.875, "3f48b924"],
    [2.5, "3f7fe555"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf32(erf32(x)).toString(16), bits, `${x}`);
});

Deno.test("erf32 is exact at zeros and at the ends of its range", () => {
  assertEquals([0, -0].map((x) => bitsOf32(erf32(x))), [0, 0x80000000]);
  assertEquals([Infinity, -Infinity, NaN, 1e30, -4].map(erf32), [1, -1, NaN, 1, -1]);
});

Deno.test("erf32 is within 1.17 ulp over a sample of every exponent", () => {
  const { ulps, at } = worstError32(erf32, erf, -Infinity, Infinity);
  assert(ulps < 1.17, `${ulps} ulp at ${at}`);
});

Deno.test("erf is within 5 ulp of 200-bit arithmetic", () => {
  let worst = 0;
  for (let i = 0; i < 1500; i++) {
    for (const x of [-5.99 + i * 0.00799, (i - 750.5) * 0.00121]) {
      worst = Math.max(worst, errorInUlps(erf(x), exactErf(x)));
    }
  }
  assert(worst < 5, `worst error ${worst} ulp`);
  assertEquals([Infinity, -Infinity, NaN, 6].map(erf), [1, -1, NaN, 1]);
  assertEquals(bitsOf64(erf(-0)), 1n << 63n);
});
