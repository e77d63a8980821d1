import { assert, assertEquals } from "@std/assert";
import { bitsOf32, floatOfBits32 } from "./bits.ts";
import { log32 } from "./log32.ts";
import { log } from "./log64.ts";

Deno.test("log32 gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [1.401298464324817e-45, "c2ce8ed0"],
    [1e-40, "c2b834f2"],
    [1e-7, "c180f1dc"],
    [0.1, "c0135d8e"],
    [0.7, "beb69e1a"],
    [0.999, "ba8322ca"],
    [1.5, "3ecf991f"],
    [10, "40135d8e"],
    [3e38, "42b13196"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf32(log32(x)).toString(16), bits, `${x}`);
});

Deno.test("log32 is defined at zeros, infinity, NaN, negative numbers and one", () => {
  assertEquals(log32(0), -Infinity);
  assertEquals(log32(-0), -Infinity);
  assertEquals(log32(-1.401298464324817e-45), NaN);
  assertEquals(log32(-Infinity), NaN);
  assertEquals(log32(NaN), NaN);
  assertEquals(log32(Infinity), Infinity);
  assertEquals(bitsOf32(log32(1)), 0);
});

Deno.test("log32 is within 0.86 ulp of log over a sample of every exponent", () => {
  const ulp = new Float64Array(256).map((_, e) => 2 ** (Math.max(e, 1) - 150));
  let worst = 0;
  let worstAt = 0;
  for (let pattern = 1; pattern < 0x7f800000; pattern += 997) {
    const x = floatOfBits32(pattern);
    const value = log32(x);
    const error = Math.abs(value - log(x)) / ulp[(bitsOf32(value) >>> 23) & 255]!;
    if (error > worst) [worst, worstAt] = [error, x];
  }
  assert(worst < 0.86, `${worst} ulp at ${worstAt}`);
});
