/** Marked parts of documents, filled from the committed evidence of the default experiment. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { evidencePath, readFindings } from "./evidence.ts";
import { fillMarked } from "./generate_quoted_numbers.ts";
import { withTree } from "./testing_trees.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (slug: string, prose?: string) => readFindings(ROOT, slug, prose);

Deno.test("fillMarked replaces what was typed by hand with the results of the runs", async () => {
  const text = "<!-- prose of update-rules: SGD: {{mean testAccuracy of sgd}}. -->\nSGD: 0.999.\n" +
    "<!-- end of prose -->\n<!-- results of update-rules: testAccuracy -->\n<!-- end of results -->\n";
  const filled = (await fillMarked(text, "README.md", read))!;
  assertStringIncludes(filled, "-->\n\nSGD: 0.888.\n\n<!-- end of prose -->");
  assertStringIncludes(filled, "| `sgd` | 0.888 ± 0.027 | [0.820, 0.955] |\n");
  assertEquals(await fillMarked(filled, "README.md", read), filled);
  assertEquals(await fillMarked("no marks", "README.md", read), undefined);
});

Deno.test("fillMarked names the document and the reference that leads nowhere", async () => {
  const refuse = (text: string, message: string) =>
    assertRejects(() => fillMarked(text, "docs/a.md", read), SyntaxError, message);
  await refuse(
    "<!-- results of update-rules: testAcuracy -->\n<!-- end of results -->",
    'docs/a.md: results of update-rules: unknown metric "testAcuracy", did you mean "testAccuracy"?',
  );
  await refuse(
    "<!-- prose of update-rules: {{testAccuracy of adamm}} -->\n<!-- end of prose -->",
    "docs/a.md: prose of update-rules: Cannot fill in the prose of experiments/update-rules.ts: answer: " +
      '"{{testAccuracy of adamm}}": unknown variant "adamm", did you mean "adam"?',
  );
  await refuse(
    "<!-- prose of update-rules: It comes to 0.974 -->\n<!-- end of prose -->",
    '"0.974" is typed by hand',
  );
  await refuse("<!-- results of update-rules: testAccuracy -->", "1 parts are opened, 0 are whole");
});

Deno.test("readFindings refuses evidence with a digit that the lock does not know", async () => {
  const path = evidencePath("update-rules");
  const lock = "experiments/update-rules.lock.json";
  const [evidence, locked] = await Promise.all(
    [path, lock].map((name) => Deno.readTextFile(`${ROOT}/${name}`)),
  );
  const forged = evidence!.replace(/"accuracy\\": 0\.9\d/, (found) => found.slice(0, -1) + "8");
  await withTree({ [path]: forged, [lock]: locked! }, async (root) => {
    await assertRejects(
      () => readFindings(root, "update-rules"),
      SyntaxError,
      "is not the run of experiments/update-rules.lock.json; run the experiment, then",
    );
  });
});
