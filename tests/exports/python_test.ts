import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { formatModelNpz, formatPyTorch, formatStateDict } from "@samebit/exports";
import { drawExamples, scoresOf } from "../../packages/exports/testing_models.ts";
import { largestDifference, models } from "./models.ts";
import { isLeftOut, runPython } from "./readers.ts";

const ROWS = 5;

/** A few roundings of float32, whose ulp is 1.2e-7 of a number. */
const MOST = 2e-6;

/** Prints the scores of each model in the folder: reads the weights as the format says. */
const SCORE_ALL = `
import importlib, json, pathlib, struct
import numpy as np, torch
for place in sorted(pathlib.Path(".").glob("m*.py")):
    data = place.with_suffix(".safetensors").read_bytes()
    begin = 8 + struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, about in json.loads(data[8:begin]).items():
        if name != "__metadata__":
            first, last = about["data_offsets"]
            kind = {"F32": "<f4", "F64": "<f8"}[about["dtype"]]
            numbers = np.frombuffer(data[begin + first : begin + last], dtype=kind)
            tensors[name] = torch.from_numpy(numbers.reshape(about["shape"]).copy())
    model = importlib.import_module(place.stem).Model().eval()
    model.load_state_dict(tensors)
    x = np.frombuffer(place.with_suffix(".raw").read_bytes(), dtype="<f4").copy()
    x = torch.from_numpy(x.reshape(-1, *tensors["offset"].shape)).to(tensors["offset"].dtype)
    print(json.dumps(model(x).flatten().tolist()))
`;

Deno.test({
  name: "formatStateDict and formatPyTorch: PyTorch gives the scores of every kind of layer",
  ignore: await isLeftOut("torch"),
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "samebit-" });
    const all = [...models()];
    const examples = all.map(({ model }) => drawExamples(model, ROWS));
    for (const [at, { model }] of all.entries()) {
      const stem = join(folder, `m${String(at).padStart(3, "0")}`);
      await Deno.writeTextFile(`${stem}.py`, formatPyTorch(model));
      await Deno.writeFile(`${stem}.safetensors`, formatStateDict(model));
      await Deno.writeFile(`${stem}.raw`, new Uint8Array(examples[at]!.buffer));
    }
    const program = `import sys; sys.path.insert(0, ".")\n${SCORE_ALL}`;
    const lines = (await runPython(program, folder)).trim().split("\n");
    await Deno.remove(folder, { recursive: true });
    assertEquals(lines.length, all.length);
    const differences = all.map(({ name, model }, at) => {
      const difference = largestDifference(JSON.parse(lines[at]!), scoresOf(model, examples[at]!));
      assert(difference < MOST, `${name}: differs by ${difference}`);
      return difference;
    });
    const most = Math.max(...differences).toExponential(1);
    console.log(`largest difference, as a share of the largest score: ${most}`);
  },
});

const READ_ARRAYS = `
import json, numpy as np
arrays = np.load("model.npz", allow_pickle=False)
print(json.dumps({k: [v.dtype.str, list(v.shape), v.flatten().tolist()] for k, v in arrays.items()}))
`;

Deno.test({
  name: "formatModelNpz: NumPy reads every number and every name",
  ignore: await isLeftOut("numpy"),
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "samebit-" });
    // Whole networks: precisions, classes and targets; a process for each.
    for (const { model } of [...models()].slice(-5)) {
      await Deno.writeFile(join(folder, "model.npz"), formatModelNpz(model));
      const read = JSON.parse(await runPython(READ_ARRAYS, folder));
      for (const { name, shape, data } of model.weights) {
        const kind = data instanceof Float32Array ? "<f4" : "<f8";
        assertEquals(read[name], [kind, shape, [...data]]);
      }
      const { classes, targets, offset } = model.data;
      assertEquals(read["offset"][2], [...offset]);
      if (targets === undefined) assertEquals(read["classes"][2], classes);
      else assertEquals(read["targets"][2], targets.names);
      const isRegression = model.plan.task === "regression";
      assertEquals(read["targetMean"]?.[2], isRegression ? [...targets!.mean] : undefined);
    }
    await Deno.remove(folder, { recursive: true });
  },
});
