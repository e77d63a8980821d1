import { assertEquals } from "@std/assert";
import { unzipSync } from "fflate";
import { formatNpz } from "./npz.ts";

Deno.test("formatNpz writes NumPy's own bytes for an array of two axes, and for texts", () => {
  const bytes = formatNpz([
    { name: "W1", shape: [1, 2], values: Float32Array.of(0.5, -0.25) },
    { name: "classes", shape: [2], values: ["a", "bé"] },
  ]);
  const files = unzipSync(bytes);
  const head = (about: string, length: number) =>
    `\x93NUMPY\x01\x00${String.fromCharCode(length - 10)}\x00${about}`.padEnd(length - 1) + "\n";
  const text = (name: string) => String.fromCharCode(...files[name]!);
  assertEquals(
    text("W1.npy"),
    head("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", 128) +
      "\x00\x00\x00\x3f\x00\x00\x80\xbe",
  );
  assertEquals(
    text("classes.npy"),
    head("{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }", 128) +
      "a\0\0\0\0\0\0\0b\0\0\0\xe9\0\0\0",
  );
  assertEquals(formatNpz([]), formatNpz([]));
});
