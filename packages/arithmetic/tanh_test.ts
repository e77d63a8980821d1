import { assert, assertEquals } from "@std/assert";
import { bitsOf32, bitsOf64 } from "./bits.ts";
import { errorInUlps, exactTanh } from "./fixed_point.ts";
import { tanh, tanh32 } from "./tanh.ts";
import { worstError32 } from "./testdata/worst_error.ts";

Deno.test("tanh32 gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [-9, "bf7fffff"],
    [-0.7, "bf1ab7d9"],
    [1e-3, "3a83126c"],
    [0.3, "3e9526ee"],
    [0.624, "3f0dccd8"],
    [0.625, "3f0dfa40"],
    [2.5, "3f7c92c1"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf32(tanh32(x)).toString(16), bits, `${x}`);
});

Deno.test("tanh32 is exact at zeros, at denormals and at the ends of its range", () => {
  assertEquals([0, -0].map((x) => bitsOf32(tanh32(x))), [0, 0x80000000]);
  for (const x of [2 ** -149, -(2 ** -149), 3 * 2 ** -149]) assertEquals(tanh32(x), x);
  assertEquals([Infinity, -Infinity, NaN, 1e30, -1e30].map(tanh32), [1, -1, NaN, 1, -1]);
});

Deno.test("tanh32 is within 1.31 ulp over a sample of every exponent", () => {
  const { ulps, at } = worstError32(tanh32, tanh, -Infinity, Infinity);
  assert(ulps < 1.31, `${ulps} ulp at ${at}`);
});

Deno.test("tanh is within 2 ulp of 200-bit arithmetic", () => {
  let worst = 0;
  for (let i = 0; i < 1500; i++) {
    for (const x of [-20.1 + i * 0.02687, (i - 750.5) * 0.00121]) {
      worst = Math.max(worst, errorInUlps(tanh(x), exactTanh(x)));
    }
  }
  assert(worst < 2, `worst error ${worst} ulp`);
  assertEquals([Infinity, -Infinity, NaN].map(tanh), [1, -1, NaN]);
  assertEquals(bitsOf64(tanh(-0)), 1n << 63n);
});
