/** Generated files: what is written passes the check, and what differs is named. */
import { assertEquals, assertRejects } from "@std/assert";
import { encodeBase64Lines } from "./base64_lines.ts";
import { listGenerators } from "./generate.ts";
import { generateDigits } from "./generate_digits.ts";
import { checkGenerated, textContent, writeGenerated } from "./generated_files.ts";
import { withTree } from "./testing_trees.ts";

Deno.test("checkGenerated accepts what writeGenerated wrote and names what differs", async () => {
  await withTree({ "a/old.ts": "old" }, async (root) => {
    const files = new Map([["a/old.ts", textContent("new")], ["b/c/new.ts", textContent("new")]]);
    assertEquals(await checkGenerated(root, files), [
      "a/old.ts is not what its generator makes",
      "b/c/new.ts is missing",
    ]);
    await writeGenerated(root, files);
    assertEquals(await checkGenerated(root, files), []);
  });
});

Deno.test("generateDigits refuses a data file that is not the published one", async () => {
  await withTree({ "packages/datasets/digits.csv.gz": "0,1,2" }, async (root) => {
    await assertRejects(() => generateDigits(root), Error, "expected 46abec6b");
  });
});

Deno.test("encodeBase64Lines writes lines that join to the base64 text", () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, index) => index);
  const lines = encodeBase64Lines(bytes).split(" +\n").map((line) => JSON.parse(line));
  assertEquals(lines.map((line) => line.length), [96, 96, 76]);
  assertEquals(Uint8Array.fromBase64(lines.join("")), bytes);
  assertEquals(encodeBase64Lines(new Uint8Array()), '  ""');
});

Deno.test("listGenerators leaves out tests and files that are not generators", () => {
  const names = ["generate_b.ts", "generate_a.ts", "generate_a_test.ts", "generate.ts", "ok.ts"];
  assertEquals(listGenerators(names), ["generate_a.ts", "generate_b.ts"]);
});
