/** Examples for a trained network: where features and label stand, and each refusal. */
import { assertEquals, assertThrows } from "@std/assert";
import { type ExamplesOptions, parseExamples } from "./examples.ts";

const NAMED = {
  features: 2,
  classes: ["apple", "pear"],
  columns: { features: ["width", "height"], label: "fruit" },
};
const UNNAMED = { features: 2, classes: ["airplane", "bird", "ship"] };

function parse(
  text: string,
  dataset: typeof NAMED | typeof UNNAMED = UNNAMED,
  options: ExamplesOptions = { header: "names" },
) {
  return parseExamples(new TextEncoder().encode(text), "new.csv", dataset, options);
}

Deno.test("parseExamples finds named columns in any order, the label where there is one", () => {
  assertEquals(parse("fruit,height,width\npear,9,3\napple,6,7\n", NAMED), {
    values: Float32Array.of(3, 9, 7, 6),
    labels: Uint16Array.of(1, 0),
    count: 2,
  });
  assertEquals(parse("kind,height,width\npear,9,3\n", NAMED, { header: "names", label: "kind" }), {
    values: Float32Array.of(3, 9),
    labels: Uint16Array.of(1),
    count: 1,
  });
});

Deno.test("parseExamples takes unnamed columns in the data set's order", () => {
  assertEquals(parse("1,2\n3,4\n"), { values: Float32Array.of(1, 2, 3, 4), count: 2 });
  assertEquals(parse("1,2,ship\n").labels, Uint16Array.of(2));
  assertEquals(parse("2,1,2\n", UNNAMED, { header: "none", label: 0 }), {
    values: Float32Array.of(1, 2),
    labels: Uint16Array.of(2),
    count: 1,
  });
});

Deno.test("parseExamples passes over row names, and finds the label by its column's name", () => {
  assertEquals(parse("a,b\n1,2\n"), { values: Float32Array.of(1, 2), count: 1 });
  assertEquals(parse("label,a,b\nbird,1,2\n"), {
    values: Float32Array.of(1, 2),
    labels: Uint16Array.of(1),
    count: 1,
  });
});

Deno.test("parseExamples reads scikit-learn's heading, if the data set has it", () => {
  const counts = { header: "counts" } as const;
  const labelled = parse("1,2,airplane,bird,ship\n5,6,1\n", UNNAMED, counts);
  assertEquals(labelled.labels, Uint16Array.of(1));
  assertEquals(parse("5,6\n7,8\n", UNNAMED, counts).count, 2);
});

Deno.test("parseExamples takes numbers as class indices only if no class has a number as its name", () => {
  const digits = { features: 1, classes: ["1", "0"] };
  assertEquals(parse("5,1\n5,0\n", digits).labels, Uint16Array.of(0, 1));
  assertThrows(() => parse("5,2\n", digits), SyntaxError, 'label "2" is not a class');
});

const REFUSED: readonly [what: string, text: string, dataset: typeof NAMED, says: string][] = [
  ["no lines", "", NAMED, "new.csv: it has no lines"],
  ["names alone", "width,height\n", NAMED, "new.csv: it has no rows of data"],
  ["no names", "3,9\n", NAMED, "new.csv: its first line names no columns"],
  ["a feature that is missing", "width\n3\n", NAMED, 'there is no column "height"'],
  ["a column too many", "width,height,id\n3,9,1\n", NAMED, 'column "id" is neither a feature nor'],
  ["a number that is none", "width,height\n3,x\n", NAMED, 'line 2, column 2 (height): "x" is no'],
  ["an unknown label", "width,height,fruit\n3,9,fig\n", NAMED, 'label "fig" is not a class'],
  ["an empty label", "width,height,fruit\n3,9,\n", NAMED, 'label "" is not a class'],
  ["rows of different lengths", "width,height\n3,9\n3\n", NAMED, "line 3"],
];

for (const [what, text, dataset, says] of REFUSED) {
  Deno.test(`parseExamples refuses ${what} and names the place`, () => {
    assertThrows(() => parse(text, dataset), SyntaxError, says);
  });
}

Deno.test("parseExamples refuses another number of features", () => {
  assertThrows(
    () => parse("1,2,3,4\n"),
    SyntaxError,
    "new.csv: its rows have 4 columns, the network was trained on 2 features; wanted 2 columns",
  );
});
