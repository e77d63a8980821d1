import { assertEquals } from "@std/assert";
import { sameBytes } from "./same_bytes.ts";

Deno.test("sameBytes compares length and every byte", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  assertEquals(sameBytes(bytes, Uint8Array.of(9, 1, 2, 3).subarray(1)), true);
  assertEquals(sameBytes(bytes, Uint8Array.of(1, 2, 4)), false);
  assertEquals(sameBytes(bytes, Uint8Array.of(1, 2, 3, 0)), false);
  assertEquals(sameBytes(bytes, Uint8Array.of(1, 2)), false);
  assertEquals(sameBytes(Uint8Array.of(), Uint8Array.of()), true);
  assertEquals(sameBytes(undefined, Uint8Array.of()), false);
});
