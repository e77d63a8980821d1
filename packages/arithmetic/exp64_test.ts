import { assert, assertEquals } from "@std/assert";
import { bitsOf64, ulps64 } from "./bits.ts";
import { exp } from "./exp64.ts";
import { errorInUlps, exactExp } from "./fixed_point.ts";

Deno.test("exp gives these bits, on every machine", () => {
  const golden: [number, string][] = [
    [-745, "1"],
    [-708.5, "e6cf6d08897ac"],
    [-1, "3fd78b56362cef38"],
    [1e-9, "3ff000000044b830"],
    [0.5, "3ffa61298e1e069c"],
    [10, "40d5829dcf950560"],
    [709.78, "7fefe9ce5c4c52b4"],
  ];
  for (const [x, bits] of golden) assertEquals(bitsOf64(exp(x)).toString(16), bits, `exp(${x})`);
});

Deno.test("exp is exact at the ends of its range and at zero", () => {
  assertEquals(exp(0), 1);
  assertEquals(exp(-0), 1);
  assertEquals(exp(Infinity), Infinity);
  assertEquals(exp(-Infinity), 0);
  assertEquals(exp(NaN), NaN);
  assertEquals(exp(709.782712893384), 1.7976931348622732e308);
  assertEquals(exp(709.7827128933841), Infinity);
  assertEquals(exp(-745.1332191019411), 5e-324);
  assertEquals(exp(-745.1332191019412), 0);
  assertEquals(exp(1e300), Infinity);
  assertEquals(exp(-1e300), 0);
});

Deno.test("exp is within 0.85 ulp of 200-bit arithmetic", () => {
  let worst = 0;
  for (let i = 0; i < 3000; i++) {
    const x = -745.1 + i * 0.48493;
    worst = Math.max(worst, errorInUlps(exp(x), exactExp(x)));
    const near = (i - 1500) * 0.00071;
    worst = Math.max(worst, errorInUlps(exp(near), exactExp(near)));
  }
  assert(worst < 0.85, `worst error ${worst} ulp`);
});

Deno.test("exp is within 1 ulp of the engine's own", () => {
  for (let i = 0; i < 100_000; i++) {
    const x = -745 + i * 0.0145477;
    assert(ulps64(exp(x), Math.exp(x)) <= 1, `exp(${x})`);
  }
});
