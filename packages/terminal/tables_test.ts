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
