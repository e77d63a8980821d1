import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { createGuard } from "./guard.ts";

const guard = createGuard(() => true);

Deno.test("createGuard refuses arrays that are too short or of another kind", () => {
  const array = new Float32Array(12);
  assertStrictEquals(guard.floats("gemm", "c", array, 12), array);
  assertThrows(
    () => guard.floats("gemm", "c", array, 16),
    RangeError,
    "Cannot run gemm: c holds 12 numbers; wanted 16",
  );
  assertThrows(
    () => guard.floats("gemm", "c", new Float64Array(16), 16),
    TypeError,
    "c is not a Float32Array",
  );
});

Deno.test("createGuard refuses sizes that are not counts", () => {
  assertEquals(guard.sizes("gemm", 0, 1, 4294967295), undefined);
  for (const size of [-1, 1.5, NaN, 4294967296]) {
    assertThrows(() => guard.sizes("gemm", 1, 1, size), RangeError, "Cannot run gemm with sizes");
  }
});

Deno.test("createGuard refuses windows that do not lie within an image", () => {
  guard.windows("maxPool", 6, 2, 2, 3);
  guard.windows("maxPool", 0, 2, 2, 0);
  for (const [length, size, places] of [[5, 2, 3], [6, 3, 3], [6, 0, 3]] as const) {
    const message = `Cannot run maxPool: 3 windows of ${size} pixels, 2 apart, do not lie within`;
    assertThrows(() => guard.windows("maxPool", length, size, 2, places), RangeError, message);
  }
});

Deno.test("createGuard refuses labels and indices that lie outside", () => {
  guard.labels("hinge", Uint16Array.of(0, 2, 9), 2, 3);
  assertThrows(
    () => guard.labels("hinge", Uint16Array.of(0, 3), 2, 3),
    RangeError,
    "labels[1] is 3, there are 3 classes",
  );
  assertThrows(() => guard.labels("hinge", Uint16Array.of(0), 2, 3), RangeError, "labels holds 1");
  guard.indices(Uint32Array.of(4, 0), 2, 5);
  assertThrows(
    () => guard.indices(Uint32Array.of(4, 5), 2, 5),
    RangeError,
    "indices[1] is 5, source has 5 rows",
  );
  assertThrows(() => guard.indices(Uint32Array.of(4), 2, 5), RangeError, "indices holds 1");
});

Deno.test("createGuard refuses everything once it is closed", () => {
  const closed = createGuard(() => false);
  assertThrows(() => closed.sizes("relu", 1), TypeError, "these native kernels are closed");
});
