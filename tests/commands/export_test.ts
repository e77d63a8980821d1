import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

const TABLE = "width,height,kind\n" +
  Array.from(
    { length: 12 },
    (_, i) => i % 2 === 0 ? `${1 + i / 10},${5 - i / 7},rose` : `${4 + i / 10},${1 + i / 9},tulip`,
  ).join("\n");

Deno.test("export writes a folder that evaluate reads elsewhere, to the same bits", async () => {
  await using place = await createWorkplace();
  await place.write("data/flowers.csv", `${TABLE}\n`);
  await place.write("new.csv", "height,width\n1.5,4\n5,1\n");
  const dataset = { kind: "csv", file: "flowers.csv", validationExamples: 3, testExamples: 3 };
  const text = declareBase({ dataset, batchSize: 3 }, { compare: undefined, seeds: [1] });
  await place.write("experiments/small.ts", text);
  assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
  const here = await place.run("evaluate", "base", "--data", "new.csv");

  const files = [
    "--onnx",
    "m.onnx",
    "--npz",
    "m.npz",
    "--safetensors",
    "m.st",
    "--pytorch",
    "m.py",
  ];
  const done = await place.run("export", "base", "--folder", "given/model", ...files);
  assertEquals(done, {
    status: 0,
    out: "given/model\nm.onnx\nm.npz\nm.st\nm.py\n",
    complaints: "",
  });
  const model = join(place.path, "given/model");
  assertEquals(await filesBelow(model), ["model.json", "weights.safetensors"]);

  // Nothing of the run is left but the folder.
  await using elsewhere = await createWorkplace();
  await elsewhere.write("new.csv", await Deno.readTextFile(join(place.path, "new.csv")));
  await Deno.rename(model, join(elsewhere.path, "model"));
  assertEquals(await elsewhere.run("evaluate", "model", "--data", "new.csv"), here);
  await elsewhere.write("labelled.csv", "height,width,kind\n1.5,4,tulip\n5,1,rose\n");
  const judged = await elsewhere.run("evaluate", "model", "--data", "labelled.csv");
  assertStringIncludes(judged.out, "labelled.csv: accuracy ");

  const again = await elsewhere.run("export", "model", "--onnx", "again.onnx");
  assertEquals([again.status, again.complaints], [0, ""]);
  assertEquals(
    await Deno.readFile(join(elsewhere.path, "again.onnx")),
    await Deno.readFile(join(place.path, "m.onnx")),
  );

  const logs = ["--tensorboard", "events", "--mlflow", "mlruns"];
  const logged = await place.run("export", "small", ...logs);
  assertEquals(logged, { status: 0, out: "events\nmlruns\n", complaints: "" });
  const events = await filesBelow(join(place.path, "events"));
  assertEquals(events.length, 1);
  assertMatch(events[0]!, /^base-seed1-[0-9a-f]{8}\/events\.out\.tfevents\./);
  const runs = await filesBelow(join(place.path, "mlruns"));
  assertEquals(runs.filter((path) => path.endsWith("/metrics/epochs/validationLoss")).length, 1);

  const refused: readonly [args: string[], says: string][] = [
    [["evaluate", "model"], "--data: is missing: model is a model, which has no data of its own"],
    [["evaluate", "model", "--data", "new.csv", "--weights", "final"], "has only the best weights"],
    [["export", "model"], "needs a format; give --folder, --onnx,"],
    [["export", "model", "--onnx", "again.onnx"], "--onnx: again.onnx already exists"],
    [["export", "nothing", "--mlflow", "mlruns"], "nothing: is not the folder of a run"],
    [["export", "nothing", "--onnx", "n.onnx"], "nothing: is not the folder of a run"],
  ];
  for (const [args, says] of refused) {
    const { status, out, complaints } = await elsewhere.run(...args);
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(complaints, says);
  }
});
