import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseSafetensors } from "@samebit/runlog";
import { createModel, SAMPLES } from "../testing_models.ts";
import { formatPyTorch, formatStateDict } from "./pytorch.ts";

const BLOCK = SAMPLES.residual[2]!;

Deno.test("formatStateDict names tensors as nn.Sequential does, and turns affine weights", () => {
  const model = createModel({ shape: [2], model: { kind: "fully-connected", hidden: [3] } });
  const { arrays } = parseSafetensors(formatStateDict(model), "model.safetensors");
  assertEquals(
    arrays.map(({ name, shape }) => [name, shape]),
    [
      ["0.weight", [3, 2]],
      ["0.bias", [3]],
      ["2.weight", [3, 3]],
      ["2.bias", [3]],
      ["offset", [2]],
      ["factor", [2]],
    ],
  );
  const W = model.weights.find(({ name }) => name === "W1")!.data;
  assertEquals([...arrays[0]!.values], [W[0], W[3], W[1], W[4], W[2], W[5]]);
});

Deno.test("formatStateDict names what is in a residual block by its branch", () => {
  const model = createModel({
    shape: BLOCK.shape,
    model: { kind: "layers", layers: BLOCK.layers },
  });
  const { arrays } = parseSafetensors(formatStateDict(model), "model.safetensors");
  assertEquals(
    arrays.map(({ name }) => name).filter((name) => name.startsWith("0.")),
    [
      "0.body.0.weight",
      "0.body.0.bias",
      "0.body.1.weight",
      "0.body.1.bias",
      "0.body.1.running_mean",
      "0.body.1.running_var",
      "0.shortcut.0.weight",
    ],
  );
});

Deno.test("formatPyTorch writes texts of a stranger's table as string literals alone", () => {
  const model = createModel({
    shape: [2],
    model: { kind: "fully-connected", hidden: [] },
    data: { classes: ['"]\nimport os #', "b", "c"] },
  });
  assertStringIncludes(formatPyTorch(model), 'CLASSES = ["\\"]\\nimport os #","b","c"]\n');
});
