import { assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import type { Json } from "@samebit/runlog";
import { formatModel, parseModel } from "./model_text.ts";
import { createModel } from "./testing_models.ts";

const MODEL = createModel({
  shape: [4],
  model: { kind: "fully-connected", hidden: [4] },
  data: {
    columns: { features: ["a", "b=x", "b=y", "b=(missing)"], label: "kind" },
    encoding: {
      decimal: "comma",
      missingMarks: ["NA"],
      columns: [
        { kind: "number", name: "a", fill: 1.5 },
        { kind: "words", name: "b", levels: ["x", "y", ""] },
      ],
      passedOver: ["id"],
    },
  },
});
const TEXT = formatModel({ ...MODEL, sha256: "ab".repeat(32) });

/** The text with something else at a place. */
function changed(path: string, value: Json): string {
  const json = JSON.parse(TEXT);
  const names = path.split(".");
  const owner = names.slice(0, -1).reduce((inner, name) => inner[name], json);
  owner[names.at(-1)!] = value;
  return JSON.stringify(json);
}

Deno.test("parseModel gives back what formatModel wrote, to the last bit", () => {
  const { weights: _, ...described } = MODEL;
  assertEquals(parseModel(TEXT, "model.json"), { ...described, sha256: "ab".repeat(32) });
});

Deno.test("parseModel refuses what was changed, and names the field", () => {
  const offset = Array(5).fill(0);
  const cases: readonly [text: string, says: string][] = [
    ["{", "model.json: is not JSON"],
    ["[]", "model.json: cannot be []; wanted an object"],
    [changed("version", 2), "version: cannot be 2; wanted 1"],
    [changed("inputs", 1), 'inputs: unknown field, did you mean "input"?'],
    [changed("input.offset", offset), "input.offset: has 5; wanted 4"],
    [changed("input.factor", [1, 1, 1, "1"]), 'input.factor.3: cannot be "1"'],
    [changed("input.shape", [2, -3]), "input.shape: cannot be"],
    [changed("input.shape", [1e8, 1e8]), "input.shape: cannot be"],
    [changed("classes", ["a", "b", "a"]), '"a" is listed twice'],
    [changed("input.encoding.columns.1.levels", ["x", "x", ""]), '"x" is listed twice'],
    [changed("input.encoding.columns.1.levels", ["x"]), "encoding.columns: has 2; wanted 4"],
    [changed("input.encoding.columns.0.name", null), "some have no name"],
    [changed("input.encoding.columns.0.fill", "0"), "input.encoding.columns.0.fill: cannot be"],
    [changed("weights.sha256", "../x"), "weights.sha256: cannot be"],
    [changed("run.plan.epochs", 7), "run: its plan and data do not match its identity"],
    [changed("run.plan.epochs", 0), "run.plan: epochs: cannot be 0"],
    [changed("run.contract", 2), "was trained under contract 2, this is 1"],
    [changed("run.ended", "well"), "run.ended: it is"],
  ];
  for (const [text, says] of cases) {
    const error = assertThrows(() => parseModel(text, "model.json"), BadInput);
    assertEquals(error.message.includes(says), true, `${error.message}\n${says}`);
  }
});
