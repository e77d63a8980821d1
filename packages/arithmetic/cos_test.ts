import { assert, assertEquals, assertThrows } from "@std/assert";
import { bitsOf64, ulps64 } from "./bits.ts";
import { cos, sin } from "./cos.ts";
import { errorInUlps, exactSin } from "./fixed_point.ts";

Deno.test("cos and sin give these bits, on every machine", () => {
  const golden: [number, string, string][] = [
    [0.5, "3fec1528065b7d50", "3fdeaee8744b05f0"],
    [1.5707963267948966, "3c91a62633145c07", "3ff0000000000000"],
    [-2, "bfdaa22657537205", "bfed18f6ead1b446"],
    [1647099, "3fee4831257a62da", "bfd4b02e5be91e9e"],
  ];
  for (const [x, cosBits, sinBits] of golden) {
    assertEquals(bitsOf64(cos(x)).toString(16), cosBits, `cos(${x})`);
    assertEquals(bitsOf64(sin(x)).toString(16), sinBits, `sin(${x})`);
  }
});

Deno.test("cos and sin are exact at zero and pass NaN on", () => {
  assertEquals(cos(0), 1);
  assertEquals(sin(0), 0);
  assertEquals(cos(NaN), NaN);
  assertEquals(sin(NaN), NaN);
});

function worstError(angle: (i: number) => number): number {
  let worst = 0;
  for (let i = -1000; i <= 1000; i++) {
    const x = angle(i);
    worst = Math.max(worst, errorInUlps(cos(x), exactSin(x, 1)));
    worst = Math.max(worst, errorInUlps(sin(x), exactSin(x, 0)));
  }
  return worst;
}

Deno.test("cos and sin are within 1.5 ulp of 200-bit arithmetic up to 2 pi", () => {
  const worst = worstError((i) => i * 0.00628);
  assert(worst < 1.5, `worst error ${worst} ulp`);
});

Deno.test("cos and sin are within 2.4 ulp of 200-bit arithmetic beyond, and next to their zeros", () => {
  const worst = worstError((i) => i * 1647.0993);
  assert(worst < 2.4, `worst error ${worst} ulp`);
  const worstAtZeros = worstError((i) => i * 1.5707963267948966);
  assert(worstAtZeros < 2.4, `worst error ${worstAtZeros} ulp`);
});

Deno.test("cos is within 1 ulp of the engine's own", () => {
  for (let i = 0; i < 100_000; i++) {
    const x = (i - 50_000) * 0.00013;
    assert(ulps64(cos(x), Math.cos(x)) <= 1, `cos(${x})`);
  }
});

Deno.test("cos and sin refuse angles beyond the exact reduction", () => {
  assertEquals(cos(1647099.3291652855), cos(-1647099.3291652855));
  assertThrows(() => cos(1647099.33), RangeError, "Cannot take the cosine of 1647099.33");
  assertThrows(() => sin(-Infinity), RangeError, "Cannot take the sine of -Infinity");
});
