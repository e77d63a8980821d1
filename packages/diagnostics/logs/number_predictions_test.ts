import { assertEquals, assertRejects } from "@std/assert";
import { readNumberPredictions } from "./number_predictions.ts";
import { writeVariant } from "./testing_variant.ts";

const CSV = "example,target,predicted,loss\n0,10,12,0.5\n1,20,15,2\n2,30,30,0\n";

async function read(csv = CSV) {
  const folder = await Deno.makeTempDir();
  try {
    const variant = await writeVariant(folder, { task: "regression", targets: ["price"], csv });
    return await readNumberPredictions(folder, [variant]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readNumberPredictions gives examples, errors and the worst with their features", async () => {
  const found = await read();
  assertEquals(found!.features, ["size", "rooms"]);
  assertEquals(found!.targets.map(({ target }) => target), ["price"]);
  const [numbers] = found!.targets[0]!.variants;
  assertEquals(numbers!.errors, [2, -5, 0]);
  assertEquals(numbers!.worst, [
    { example: 1, target: 20, predicted: 15, features: [5, 6] },
    { example: 0, target: 10, predicted: 12, features: [7, 8] },
  ]);
});

Deno.test("readNumberPredictions names a log that is not one of numbers", async () => {
  await assertRejects(
    () => read("example,label,predicted,loss\n0,1,1,0\n"),
    SyntaxError,
    'predictions.csv:1: column 2 is "label"; wanted "target"',
  );
});
