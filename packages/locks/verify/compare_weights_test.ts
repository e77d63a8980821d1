import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatSafetensors, type StoredNumbers } from "@samebit/runlog";
import { compareWeights } from "./compare_weights.ts";

function fileOf(W1: StoredNumbers, shape: number[], metadata: Record<string, string> = {}) {
  return formatSafetensors({
    arrays: [
      { name: "W1", shape, values: W1 },
      { name: "b1", shape: [1], values: new Float32Array([1]) },
    ],
    metadata,
  });
}

const recorded = fileOf(new Float32Array([1, 2, 3, 4]), [2, 2]);
const compare = (got: Uint8Array) => compareWeights("weights-final.safetensors", recorded, got);

Deno.test("compareWeights finds nothing in equal files", () => {
  assertEquals(compare(recorded.slice()), undefined);
});

Deno.test("compareWeights names tensor, element, both values and the floats between", () => {
  assertEquals(compare(fileOf(new Float32Array([1, 2, 3 + 2 ** -22, 5]), [2, 2])), {
    file: "weights-final.safetensors",
    place: "W1[1, 0]",
    recorded: "3",
    got: "3.000000238418579",
    ulps: 1,
  });
});

Deno.test("compareWeights tells zeros of different sign apart", () => {
  const [plus, minus] = [0, -0].map((zero) => fileOf(new Float32Array([zero]), [1]));
  const found = compareWeights("w", plus!, minus!);
  assertEquals([found?.place, found?.got, found?.ulps], ["W1[0]", "-0", 0]);
});

Deno.test("compareWeights names tensors of another shape, kind or name", () => {
  const flat = compare(fileOf(new Float32Array([1, 2, 3, 4]), [4]));
  assertEquals(flat?.recorded, "Float32Array of shape [2, 2]");
  assertEquals(compare(fileOf(new Float64Array([1, 2, 3, 4]), [2, 2]))?.place, "W1");
  const without = formatSafetensors({ arrays: [], metadata: {} });
  assertEquals(compare(without)?.got, "nothing");
});

Deno.test("compareWeights falls back to bytes if every number is the same", () => {
  assertStringIncludes(
    compare(fileOf(new Float32Array([1, 2, 3, 4]), [2, 2], { by: "hand" }))!.place,
    "byte ",
  );
});

Deno.test("compareWeights says that a recorded file is damaged", () => {
  const found = compareWeights("w", recorded.subarray(0, -1), recorded);
  assertEquals(found?.place, "the recorded file");
  assertStringIncludes(found!.recorded, "Cannot read w at byte");
});

Deno.test("compareWeights says that the other file is damaged", () => {
  const found = compare(recorded.subarray(0, -1));
  assertEquals(found?.place, "the other file");
  assertStringIncludes(found!.got, "Cannot read weights-final.safetensors at byte");
});
