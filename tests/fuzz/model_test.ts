/**
 * The reader of models that were given away.
 */
import { formatModel, parseModel } from "@samebit/exports";
import type { Json } from "@samebit/runlog";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createModel } from "../../packages/exports/testing_models.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { anyJson, damagedJson, damagedText } from "./mutations.ts";

const MODEL = createModel({
  shape: [3],
  model: { kind: "layers", layers: [{ kind: "affine", outputs: 4 }, "batch-norm", "relu"] },
  data: {
    columns: { features: ["a", "b=x", "b=y"], label: "kind" },
    encoding: {
      decimal: "comma",
      missingMarks: ["NA"],
      columns: [
        { kind: "number", name: "a", fill: 1.5 },
        { kind: "words", name: "b", levels: ["x", "y"] },
      ],
      passedOver: ["id"],
    },
  },
});
const RIGHT = formatModel({ ...MODEL, sha256: "0".repeat(64) });

async function judge(text: string): Promise<void> {
  const model = await readOrRefuse(() => parseModel(text, SOURCE));
  if (model === undefined) return;
  const again = formatModel(model);
  assertEquals(formatModel(parseModel(again, SOURCE)), again);
}

fuzz(
  "parseModel refuses a changed text with a clear error, or reads what it writes again",
  fc.oneof(damagedText([RIGHT]), fc.string({ unit: "binary" })),
  judge,
);

fuzz(
  "parseModel refuses changed values with a clear error, or reads what it writes again",
  fc.oneof(damagedJson([JSON.parse(RIGHT) as Json]), anyJson),
  (value) => judge(JSON.stringify(value)),
);
