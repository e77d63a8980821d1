import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { isModelFolder, MODEL_FILES, readModel, writeModel } from "./model_folder.ts";
import { createModel } from "./testing_models.ts";

const MODEL = createModel({ shape: [4], model: { kind: "fully-connected", hidden: [3] } });

Deno.test("readModel gives back what writeModel wrote, and nothing else", async () => {
  const place = await Deno.makeTempDir({ prefix: "samebit-" });
  const folder = join(place, "model");
  assertEquals(await isModelFolder(folder), false);
  await writeModel(folder, MODEL);
  assertEquals(await isModelFolder(folder), true);
  assertEquals(await readModel(folder), MODEL);
  await assertRejects(() => writeModel(folder, MODEL), BadInput, "already exists");

  const file = join(folder, MODEL_FILES.weights);
  const bytes = await Deno.readFile(file);
  bytes[bytes.length - 1]! ^= 1;
  await Deno.writeFile(file, bytes);
  await assertRejects(
    () => readModel(folder),
    BadInput,
    "does not contain the weights that model.json",
  );
  await Deno.remove(file);
  await assertRejects(() => readModel(folder), BadInput, "is missing beside model.json");
  await Deno.remove(place, { recursive: true });
});
