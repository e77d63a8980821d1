import { assertEquals } from "@std/assert";
import { InputLines } from "./input_lines.ts";

Deno.test("InputLines gives as many lines as are asked for, and the remaining ones at the end", async () => {
  const lines = new InputLines();
  const first = lines.read(2);
  for (const line of ["a", "b", "c", ""]) lines.take(line);
  assertEquals([await first, await lines.read(2), await lines.read(1)], [["a", "b"], ["c"], []]);
});

Deno.test("InputLines waits until there are enough", async () => {
  const lines = new InputLines();
  lines.take("a");
  const two = lines.read(2);
  await Promise.resolve();
  lines.take("b");
  assertEquals(await two, ["a", "b"]);
});
