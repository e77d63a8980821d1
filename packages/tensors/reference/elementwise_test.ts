import { exp, exp32, log, log32 } from "@samebit/arithmetic";
import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

Deno.test("exp and log are those of the arithmetic, in either precision and in place", () => {
  const x = Float32Array.of(0, 1, -2.5, 0.1);
  const y = Float32Array.of(1, 2, 0.3, 10);
  kernels.exp(x, x, 4);
  kernels.log(y, y, 4);
  assertEquals([...x], [0, 1, -2.5, 0.1].map((value) => exp32(Math.fround(value))));
  assertEquals([...y], [1, 2, 0.3, 10].map((value) => log32(Math.fround(value))));
  const double = createReferenceKernels("float64");
  const out = Float64Array.of(0, 0);
  double.exp(Float64Array.of(0.1), out, 1);
  double.log(Float64Array.of(0.3), out.subarray(1), 1);
  assertEquals([...out], [exp(0.1), log(0.3)]);
});

Deno.test("multiply, scale and addScaled work element by element", () => {
  const x = Float32Array.of(1, 2, 3, 4);
  const y = kernels.allocate(4);
  kernels.multiply(x, Float32Array.of(2, 0.5, -1, 0), y, 4);
  assertEquals([...y], [2, 1, -3, 0]);
  kernels.scale(y, 0.5, 4);
  assertEquals([...y], [1, 0.5, -1.5, 0]);
  kernels.addScaled(x, 2, y, 3);
  assertEquals([...y], [3, 4.5, 4.5, 0]);
});

Deno.test("scale rounds its factor to the precision first", () => {
  const x = Float32Array.of(3);
  kernels.scale(x, 0.1, 1);
  assertEquals(x[0], Math.fround(3 * Math.fround(0.1)));
});

Deno.test("clip limits both sides and lets NaN and −0 through", () => {
  const x = Float32Array.of(3, -3, 0.5, NaN, -0, Infinity, -Infinity);
  kernels.clip(x, 1, 7);
  assertEquals([...x.slice(0, 3)], [1, -1, 0.5]);
  assertEquals([...new Uint32Array(x.buffer)].slice(4), [0x80000000, 0x3f800000, 0xbf800000]);
  assertEquals(x[3], NaN);
});

Deno.test("blend moves the running values by what is left of the momentum", () => {
  const running = Float32Array.of(4, 8);
  kernels.blend(running, Float32Array.of(8, 0), 0.75, 2);
  assertEquals([...running], [5, 6]);
});
