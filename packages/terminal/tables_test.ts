import { assertEquals } from "@std/assert";
import { formatTable } from "./tables.ts";

Deno.test("formatTable aligns columns and leaves no blanks at a line's end", () => {
  const bold = (text: string) => `*${text}*`;
  const rows = [["a", 1, "short"], ["longer", 20, ""]];
  assertEquals(
    formatTable(["name", "n", "text"], rows, { bold }),
    ["*name*  *n*  *text*", "a       1    short", "longer  20"].join("\n"),
  );
});

Deno.test("formatTable makes the widest columns narrower where the terminal is, never below ten", () => {
  const bold = (text: string) => text;
  const rows = [["momentum", 3, "Does momentum reach a low loss in fewer steps than plain SGD?"]];
  const lines = (columns: number) =>
    formatTable(["name", "n", "question"], rows, { bold, columns }).split("\n");
  assertEquals(lines(40), [
    "name      n  question",
    "momentum  3  Does momentum reach a low …",
  ]);
  assertEquals(lines(40).map((line) => line.length <= 40), [true, true]);
  assertEquals(lines(5)[1], "momentum  3  Does mome…");
  assertEquals(lines(200)[1]!.endsWith("plain SGD?"), true);
});
