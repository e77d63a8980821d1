import { assertEquals } from "@std/assert";
import { nearest } from "./nearest.ts";

Deno.test("nearest suggests what was probably meant, and nothing far from it", () => {
  const words = ["sgd", "momentum", "adam", "adamw", "learningRate", "none"];
  const cases: [string, string | undefined][] = [
    ["adamm", "adam"],
    ["ADAM", "adam"],
    ["momentun", "momentum"],
    ["learningrate", "learningRate"],
    ["learnRate", "learningRate"],
    ["sdg", undefined],
    ["norm", undefined],
    ["lion", undefined],
    ["", undefined],
    ["x".repeat(101), undefined],
  ];
  for (const [word, wanted] of cases) assertEquals(nearest(word, words), wanted, word);
  assertEquals(nearest("adam", []), undefined);
});
