import { assertEquals } from "@std/assert";
import { formatAnswers } from "./predictions.ts";

Deno.test("formatAnswers names the class of the greatest score, none where one is NaN", () => {
  const text = formatAnswers("labels", {
    classes: ["no", 'a "b", c'],
    scores: Float32Array.of(0.5, -2, 0.1, 0.25, NaN, 1),
    labels: Uint16Array.of(0, 0, 1),
  });
  assertEquals(
    text,
    'example,label,predicted,score of no,"score of a ""b"", c"\n' +
      "0,no,no,0.5,-2\n" +
      '1,no,"a ""b"", c",0.10000000149011612,0.25\n' +
      '2,"a ""b"", c",,NaN,1\n',
  );
});

Deno.test("formatAnswers has no column of labels where there are none", () => {
  const text = formatAnswers("labels", { classes: ["a", "b"], scores: Float32Array.of(1, 2) });
  assertEquals(text, "example,predicted,score of a,score of b\n0,b,1,2\n");
});

Deno.test("formatAnswers lets no name of a class be a formula", () => {
  const classes = ['=HYPERLINK("http://x")', "-1.5"];
  const scores = Float32Array.of(1, 0, 0, -1.5);
  const text = formatAnswers("labels", { classes, scores, labels: Uint16Array.of(1, 0) });
  const link = `"'=HYPERLINK(""http://x"")"`;
  assertEquals(text.split("\n").slice(1), [`0,-1.5,${link},1,0`, `1,${link},${link},0,-1.5`, ""]);
});

Deno.test("formatAnswers has a probability for each label, and whether it holds if known", () => {
  const map = { names: ["red", "=1"], mean: new Float64Array(2), deviation: new Float64Array(2) };
  const judged = { classes: [], map, scores: Float32Array.of(0, -Infinity, Infinity, NaN) };
  const targets = Float64Array.of(1, 0, 0, 1);
  assertEquals(
    formatAnswers("zeros-and-ones", { ...judged, targets }),
    "example,red,probability of red,'=1,probability of =1\n0,1,0.5,0,0\n1,0,1,1,NaN\n",
  );
  assertEquals(
    formatAnswers("zeros-and-ones", judged),
    "example,probability of red,probability of =1\n0,0.5,0\n1,1,NaN\n",
  );
});
