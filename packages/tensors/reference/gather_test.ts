import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();

Deno.test("gather picks rows, repeated ones too, shifts and scales them", () => {
  const source = Float32Array.of(1, 2, 3, 4, 5, 6);
  const out = kernels.allocate(6);
  const [offset, factor] = [Float32Array.of(1, 2), Float32Array.of(10, 0.5)];
  kernels.gather(source, Uint32Array.of(2, 0, 2), offset, factor, out, 3, 2);
  assertEquals([...out], [40, 2, 0, 0, 40, 2]);
});

Deno.test("gather converts bytes exactly and rounds the difference before the product", () => {
  const out = kernels.allocate(2);
  const tiny = 2 ** -20;
  kernels.gather(
    Uint8Array.of(0, 255),
    Uint32Array.of(0),
    Float32Array.of(0, tiny),
    Float32Array.of(1, 3),
    out,
    1,
    2,
  );
  // 255 − 2^-20 lies between 255 and 255 − 2^-16, and rounds to 255
  assertEquals([...out], [0, 765]);
});
