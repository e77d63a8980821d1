import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { probabilitiesOfLabels, readLabelPredictions } from "./label_predictions.ts";
import { writeVariant } from "./testing_variant.ts";

/** The first example has label "old" and is said to have "rare"; the second is answered rightly. */
const CSV = "example,target1,probability1,target2,probability2,loss\n" +
  "0,1,0.25,0,0.75,2\n1,1,0.875,0,0.5,0.5\n";

async function read(csv = CSV) {
  const folder = await Deno.makeTempDir();
  try {
    const targets = ["old", "rare"];
    const variant = await writeVariant(folder, { task: "multi-label", targets, csv });
    return await readLabelPredictions(folder, [variant]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readLabelPredictions counts a label as said above 1/2 only", async () => {
  const found = await read();
  assertEquals([found!.labels, found!.features], [["old", "rare"], ["size", "rooms"]]);
  assertEquals(found!.variants[0]!.counts, [[
    { holds: 2, said: 1, both: 1 },
    { holds: 0, said: 1, both: 0 },
  ]]);
});

Deno.test("readLabelPredictions says of the worst examples which labels were missed and added", async () => {
  const { worst } = (await read())!.variants[0]!;
  assertEquals(worst, [
    { example: 1, features: [5, 6], loss: 0.5, missed: [], added: [] },
    { example: 0, features: [7, 8], loss: 2, missed: [0], added: [1] },
  ]);
});

Deno.test("probabilitiesOfLabels takes that a label does not hold as an answer, too", async () => {
  const { variants } = probabilitiesOfLabels((await read())!)!;
  const [{ calibrationError }] = variants[0]!.runs as [typeof variants[0]["runs"][0]];
  // Answers of 0.75, 0.75, 0.875 and 0.5 confidence, of which the first two are wrong.
  assertAlmostEquals(calibrationError, (2 * 0.75 + 0.125 + 0.5) / 4);
});

Deno.test("probabilitiesOfLabels is nothing where probabilities are not numbers", async () => {
  const found = await read(CSV.replace("0.75,2", "NaN,NaN"));
  assertEquals(found!.variants[0]!.counts[0]![1]!.said, 0);
  assertEquals(probabilitiesOfLabels(found!), undefined);
});

Deno.test("readLabelPredictions names a log that is not one of labels", async () => {
  await assertRejects(
    () => read("example,label,predicted,loss\n0,1,1,0\n"),
    SyntaxError,
    'predictions.csv:1: column 2 is "label"; wanted "target1"',
  );
});
