import { assert, assertEquals, assertThrows } from "@std/assert";
import { bitsOf64 } from "@samebit/arithmetic";
import { normalQuantile } from "@samebit/random";
import { studentQuantile } from "./student_quantile.ts";
import { TABLE } from "./testdata/quantiles.ts";

function relativeError(found: number, wanted: number): number {
  return Math.abs(found / wanted - 1);
}

Deno.test("studentQuantile agrees with mpmath's incomplete beta function to 1e-13", () => {
  const worst = Math.max(
    ...TABLE.student.map(([p, freedom, wanted]) =>
      relativeError(studentQuantile(p, freedom), wanted)
    ),
  );
  assert(worst < 1e-13, `worst relative error ${worst}`);
});

Deno.test("normalQuantile agrees with mpmath's erfinv to 1e-15", () => {
  const worst = Math.max(
    ...TABLE.normal.map(([p, wanted]) => relativeError(normalQuantile(p), wanted)),
  );
  assert(worst < 1e-15, `worst relative error ${worst}`);
});

Deno.test("studentQuantile has closed forms for one and for two degrees of freedom", () => {
  for (let p = 0.505; p < 1; p += 0.01) {
    const c = 2 * p - 1;
    const two = c * Math.sqrt(2 / (1 - c * c));
    assert(relativeError(studentQuantile(p, 1), Math.tan(Math.PI * (p - 0.5))) < 1e-13, `${p}`);
    assert(relativeError(studentQuantile(p, 2), two) < 1e-13, `${p}`);
  }
});

Deno.test("studentQuantile is odd about one half, and zero there", () => {
  assertEquals(studentQuantile(0.5, 3.7), 0);
  for (const freedom of [1, 2.5, 40, 5000]) {
    assertEquals(studentQuantile(0.25, freedom), -studentQuantile(0.75, freedom));
  }
});

Deno.test("studentQuantile falls to the normal quantile, and equals it for infinite degrees of freedom", () => {
  let last = Infinity;
  for (let freedom = 1; freedom < 1e12; freedom *= 1.3) {
    const t = studentQuantile(0.975, freedom);
    assert(t <= last, `${freedom}`);
    last = t;
  }
  assertEquals(studentQuantile(0.975, Infinity), normalQuantile(0.975));
});

Deno.test("studentQuantile gives these bits, on every machine", () => {
  const golden: [number, number, string][] = [
    [0.975, 1, "40296993aacc4d32"],
    [0.975, 2, "401135ea98e146c1"],
    [0.975, 4, "40063628d9efb5e5"],
    [0.975, 2.439, "400d1d91b4bb24c9"],
    [0.975, 99, "3fffbf5a4633b838"],
    [0.6, 3.5, "3fd17d2e6312f44e"],
    [0.999, 4000, "4008bcf89d5835cc"],
    [0.01, 12, "c00572af1368c48c"],
  ];
  for (const [p, freedom, bits] of golden) {
    assertEquals(bitsOf64(studentQuantile(p, freedom)).toString(16), bits, `${p}, ${freedom}`);
  }
});

Deno.test("studentQuantile refuses tails and degrees of freedom outside its range", () => {
  for (const p of [0, 1, -1, NaN, 1e-10, 1 - 1e-10]) {
    assertThrows(() => studentQuantile(p, 3), RangeError, `quantile of t at ${p}`);
  }
  for (const freedom of [0, 0.99, -3, NaN]) {
    assertThrows(() => studentQuantile(0.9, freedom), RangeError, `with ${freedom} degrees`);
  }
});
