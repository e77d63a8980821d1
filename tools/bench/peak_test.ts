import { assertStringIncludes, assertThrows } from "@std/assert";
import { buildNativeLibrary, currentMachine } from "@samebit/tensors/native";
import { hasCompiler } from "../../packages/tensors/native/test_library.ts";
import { nativePeak, PEAK_SYMBOLS, peakOf, wasmPeak } from "./peak.ts";

Deno.test("the limits are measured by chains that all run", async () => {
  wasmPeak();
  if (!await hasCompiler()) return;
  const folder = await Deno.makeTempDir();
  try {
    const { path } = await buildNativeLibrary({
      folder,
      machine: currentMachine(),
      source: new URL("./peak.c", import.meta.url),
      symbols: PEAK_SYMBOLS,
    });
    nativePeak(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("chains that compute less than they count are refused", () => {
  const oneOfFour = (numbers: Float32Array, steps: number) => {
    for (let step = 0; step < steps; step++) numbers[2]! *= numbers[0]!;
    return 4 * steps;
  };
  const { message } = assertThrows(() => peakOf(oneOfFour), Error);
  assertStringIncludes(message, "lane 1 of 4 is 3 after 20 steps, not");
});
