import { assert, assertEquals } from "@std/assert";
import { bitsOf64, ulps64 } from "./bits.ts";
import { errorInUlps, exactLog } from "./fixed_point.ts";
import { log } from "./log64.ts";

Deno.test("log gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [5e-324, "c0874385446d71c3"],
    [1e-310, "c0864e69394d9508"],
    [0.1, "c0026bb1bbb55515"],
    [0.999, "bf5064670d979b73"],
    [1.001, "3f5060354f8c3cc4"],
    [10, "40026bb1bbb55516"],
    [1e300, "4085963447f87fb5"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf64(log(x)).toString(16), bits, `log(${x})`);
});

Deno.test("log is defined at zeros, infinity, NaN, negative numbers and one", () => {
  assertEquals(log(0), -Infinity);
  assertEquals(log(-0), -Infinity);
  assertEquals(log(-1), NaN);
  assertEquals(log(-Infinity), NaN);
  assertEquals(log(NaN), NaN);
  assertEquals(log(Infinity), Infinity);
  assertEquals(bitsOf64(log(1)), 0n);
});

Deno.test("log is within 0.85 ulp of 200-bit arithmetic", () => {
  let worst = 0;
  const check = (x: number) => {
    worst = Math.max(worst, errorInUlps(log(x), exactLog(x)));
  };
  for (let i = 0, x = 5e-324; x < Infinity; i++, x *= 1.7 + (i % 97) / 300) check(x);
  for (let i = 0; i < 2000; i++) check(0.6 + i * 0.000537);
  for (let i = 0, distance = 0.5; i < 50; i++, distance /= 2) {
    check(1 + distance);
    check(1 - distance);
  }
  assert(worst < 0.85, `worst error ${worst} ulp`);
});

Deno.test("log is within 1 ulp of the engine's own", () => {
  for (let i = 0, x = 1e-320; i < 100_000; i++, x *= 1.0144) {
    assert(ulps64(log(x), Math.log(x)) <= 1, `log(${x})`);
  }
});
